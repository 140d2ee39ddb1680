"""The commands and their options; other programs rely on these words.

Each command imports what it needs when it is called: the quickest of them shall not wait for the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from engine.backbones import DEFAULT_BACKBONE
from engine.cli import EXIT_INTERRUPTED, EXIT_NO_READER, EXIT_NOTHING_DONE
from engine.cli.console import NoReader, say, say_error
from engine.cli.job import Stopped
from engine.cli.words import expand_lists
from engine.errors import GonogoError
from engine.version import __version__

# one file that may not be read shall not keep the others from being judged
_PATH: Any = click.Path(path_type=Path, readable=False)


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; every expected error is said in one or two lines."""
    code = EXIT_NOTHING_DONE
    try:
        code = app.main(list(argv), prog_name="gonogo", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
    except GonogoError as error:
        say_error(error)
    except Stopped as stopped:
        say("Stopped. Nothing half-made was left behind.")
        code = stopped.exit_code
    except (KeyboardInterrupt, click.Abort):
        say("Stopped.")
        code = EXIT_INTERRUPTED
    except NoReader:
        code = EXIT_NO_READER
    except Exception:
        # not 1 as Python has it: to whoever called, that means "defective"
        import traceback

        traceback.print_exc()
        say("This is a fault in Gonogo. Please report it with the lines above.")
    return code


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
    epilog="Without a command, gonogo [FILE.gonogo] [PICTURES...] opens the window.",
)
@click.version_option(__version__, prog_name="gonogo", message="%(prog)s %(version)s")
def app() -> None:
    """Gonogo: a go/no-go gauge made of good parts."""


_json_flag = click.option(
    "--json", "as_json", is_flag=True, help="Write JSON to standard output, and nothing else."
)
_json_file = click.option(
    "--json",
    "json_target",
    type=_PATH,
    metavar="FILE|-",
    help="Write JSON; - is standard output, for nothing else.",
)
_threads = click.option(
    "--threads",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Pictures at the same time; all processors by default.",
)
_recipe = click.argument("recipe", type=_PATH, metavar="RECIPE")


@app.command()
@click.argument("good", metavar="GOOD...", type=_PATH, nargs=-1, required=True)
@click.option("-o", "--output", type=_PATH, required=True, metavar="RECIPE", help="Recipe file to write.")
@click.option("--name", metavar="NAME", help="Name of the recipe; the file's by default.")
@click.option(
    "--image-size",
    type=int,
    default=256,
    show_default=True,
    metavar="PX",
    help="Side that pictures are resized to: 256 is fast, 512 finds smaller defects.",
)
@click.option(
    "--backbone", default=DEFAULT_BACKBONE, show_default=True, metavar="NAME", help="Pretrained network."
)
@click.option("--layers", metavar="a,b", help="Its layers, the one with the largest maps first.")
@click.option(
    "--n-features", type=int, metavar="N", help="Channels kept; the network's usual number by default."
)
@click.option(
    "--false-alarm-rate",
    type=float,
    default=0.01,
    show_default=True,
    metavar="SHARE",
    help="Accepted share of good parts that are called defective.",
)
@click.option(
    "--seed", type=int, default=0, show_default=True, metavar="N", help="Of the choice of channels."
)
@click.option("--include-mask", type=_PATH, metavar="PNG", help="Picture, white where parts are inspected.")
@click.option("--weights", type=_PATH, metavar="FILE", help="Weights of the network (.pth, .safetensors).")
@click.option(
    "--runtime",
    type=click.Choice(["openvino", "torch"]),
    default="openvino",
    show_default=True,
    help="torch uses a graphics card.",
)
@_threads
@_json_flag
def train(
    good: tuple[Path, ...],
    output: Path,
    name: str | None,
    image_size: int,
    backbone: str,
    layers: str | None,
    n_features: int | None,
    false_alarm_rate: float,
    seed: int,
    include_mask: Path | None,
    weights: Path | None,
    runtime: str,
    threads: int | None,
    as_json: bool,
) -> int:
    """Make a recipe from pictures of good parts.

    GOOD are pictures or folders of them. At least 2 are needed; 40 to 200 are sensible.
    """
    from engine.cli.training import train_command
    from engine.padim import TrainSettings

    settings = TrainSettings(
        name=output.stem if name is None else name,
        image_size=image_size,
        backbone=backbone,
        layers=tuple(part.strip() for part in layers.split(",") if part.strip()) if layers else (),
        n_features=n_features,
        false_alarm_rate=false_alarm_rate,
        seed=seed,
        weights=weights,
        runtime=runtime,
        threads=threads,
    )
    return train_command(good, output, settings, include_mask, as_json=as_json)


@app.command(
    epilog="Exit code 0: done. 1: something is defective or unreadable, with --fail-on-defect. "
    "2: wrong use, or nothing could be done."
)
@_recipe
@click.argument("paths", metavar="PATH...", type=_PATH, nargs=-1, required=True)
@click.option("--csv", type=_PATH, metavar="FILE", help="Write a table.")
@_json_file
@click.option("--html", type=_PATH, metavar="FILE", help="Write a report for any browser.")
@click.option("--pdf", type=_PATH, metavar="FILE", help="Write a report to be filed.")
@click.option("--xlsx", type=_PATH, metavar="FILE", help="Write an Excel workbook.")
@click.option("--coco", type=_PATH, metavar="FILE", help="Write the defects as COCO annotations (JSON).")
@click.option("--overlays", type=_PATH, metavar="DIR", help="Write the photos with their heatmaps.")
@click.option("--masks", type=_PATH, metavar="DIR", help="Write masks of the defects.")
@click.option("--maps", type=_PATH, metavar="DIR", help="Write raw anomaly maps (TIFF).")
@click.option(
    "--sort-into",
    type=_PATH,
    metavar="DIR",
    help="Copy the files to DIR/good, DIR/review, DIR/defective and DIR/error.",
)
@click.option("--image-threshold", type=float, metavar="X", help="Instead of the recipe's, raw units.")
@click.option("--pixel-threshold", type=float, metavar="X", help="Instead of the recipe's, raw units.")
@click.option(
    "--min-area", type=click.IntRange(0), metavar="PX", help="Smallest defect, pixels of the photo."
)
@click.option(
    "--review-from", type=float, metavar="SHARE", help="Review above this share of the limit; 1 is off."
)
@click.option("--fail-on-defect", is_flag=True, help="Exit with 1 if anything is defective or unreadable.")
@_threads
def inspect(
    recipe: Path,
    paths: tuple[Path, ...],
    csv: Path | None,
    json_target: Path | None,
    html: Path | None,
    pdf: Path | None,
    xlsx: Path | None,
    coco: Path | None,
    overlays: Path | None,
    masks: Path | None,
    maps: Path | None,
    sort_into: Path | None,
    image_threshold: float | None,
    pixel_threshold: float | None,
    min_area: int | None,
    review_from: float | None,
    fail_on_defect: bool,
    threads: int | None,
) -> int:
    """Judge pictures by a recipe.

    PATH are pictures or folders of them. Tables, JSON and reports replace what is there; nothing in the
    folders for overlays, masks, maps and sorted copies is ever overwritten. Copies that --sort-into made
    below an inspected folder are not inspected again.
    """
    from engine.cli.inspecting import LimitOptions, inspect_command
    from engine.export.run import Targets

    return inspect_command(
        recipe,
        paths,
        Targets(
            csv=csv,
            html=html,
            pdf=pdf,
            xlsx=xlsx,
            coco=coco,
            overlays=overlays,
            masks=masks,
            maps=maps,
            sort_into=sort_into,
        ),
        json_target=json_target,
        options=LimitOptions(image_threshold, pixel_threshold, min_area, review_from),
        fail_on_defect=fail_on_defect,
        threads=threads,
    )


@app.command()
@_recipe
@click.argument("directory", metavar="DIR", type=_PATH)
@_json_file
@_threads
def evaluate(recipe: Path, directory: Path, json_target: Path | None, threads: int | None) -> int:
    """Compare a recipe's verdicts with labelled parts.

    DIR is in MVTec's layout (test/good, test/KIND, ground_truth/KIND), or has a folder good beside others.
    What the labels do not define is a dash, and null in JSON.
    """
    from engine.cli.inspecting import evaluate_command

    return evaluate_command(recipe, directory, json_target, threads=threads)


@app.command()
@_recipe
@_json_flag
def info(recipe: Path, as_json: bool) -> int:
    """Show what is in a recipe."""
    from engine.cli.recipes import info_command

    return info_command(recipe, as_json=as_json)


class _Update(click.Command):
    """Takes several words after one ``--add`` or ``--remove``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, expand_lists(args, ("--add", "--remove")))


@app.command(cls=_Update)
@_recipe
@click.option("--add", type=_PATH, multiple=True, metavar="PATH...", help="Good parts to take in.")
@click.option("--remove", type=_PATH, multiple=True, metavar="PATH...", help="Parts to take out.")
@click.option(
    "-o", "--output", type=_PATH, metavar="RECIPE", help="Recipe file to write; the same by default."
)
@_threads
@_json_flag
def update(
    recipe: Path,
    add: tuple[Path, ...],
    remove: tuple[Path, ...],
    output: Path | None,
    threads: int | None,
    as_json: bool,
) -> int:
    """Add good parts to a recipe, or take some out, exactly.

    Nothing is trained again. PATH are pictures or folders of them. A part to remove is known by the content
    of its file.

    The limits are calibrated anew. Limits that somebody moved by hand become the calibrated ones, and that
    is said: scores change with the good parts, so that the old number would mean something else. Minimum
    area and review band stay.
    """
    from engine.cli.recipes import update_command

    return update_command(recipe, add, remove, output or recipe, threads=threads, as_json=as_json)


@app.command(cls=_Update)
@_recipe
@click.option("--add", type=_PATH, multiple=True, metavar="PATH...", help="Pictures to take in.")
@click.option("--remove", multiple=True, metavar="NAME...", help="Reference parts to take out, by name.")
@click.option("--list", "only_list", is_flag=True, help="List them; so it does without other options.")
@click.option(
    "-o", "--output", type=_PATH, metavar="RECIPE", help="Recipe file to write; the same by default."
)
@_threads
@_json_flag
def references(
    recipe: Path,
    add: tuple[Path, ...],
    remove: tuple[str, ...],
    only_list: bool,
    output: Path | None,
    threads: int | None,
    as_json: bool,
) -> int:
    """List, add or remove the reference parts of a recipe.

    Reference parts are pictures inside the recipe: what it says of them when they are added is the known
    answer that `gonogo check` compares with. Choose a few clearly good and clearly defective parts.
    """
    from engine.cli.references import references_command

    if only_list and (add or remove):
        raise click.UsageError("Option '--list' goes with neither '--add' nor '--remove'.")
    return references_command(recipe, add, remove, output or recipe, threads=threads, as_json=as_json)


@app.command(
    epilog="Exit code 0: all parts are judged as they should be. 3: at least one is not. 2: wrong use, or "
    "there are no reference parts."
)
@_recipe
@_threads
@_json_flag
def check(recipe: Path, threads: int | None, as_json: bool) -> int:
    """Check with reference parts that all is judged as it should be.

    Every part must get the verdict that it got when it was added, at the recipe's limits, and the same score
    within 0.1 %. Scores that are the same to the last bit are told.
    """
    from engine.cli.references import check_command

    return check_command(recipe, threads=threads, as_json=as_json)


@app.command()
@_recipe
@click.option("--back-to", metavar="SHA256", help="Go back to the version whose hash begins so.")
@click.option(
    "-o", "--output", type=_PATH, metavar="RECIPE", help="Recipe file to write; the same by default."
)
@_json_flag
def versions(recipe: Path, back_to: str | None, output: Path | None, as_json: bool) -> int:
    """List the kept versions of a recipe, or go back to one.

    The version of the file is marked with *. Whatever changes a recipe on this computer keeps a version.
    """
    from engine.cli.versions import versions_command

    if output is not None and back_to is None:
        raise click.UsageError("Option '--output' needs '--back-to'.")
    return versions_command(recipe, back_to, output or recipe, as_json=as_json)


@app.command()
@_recipe
@click.option(
    "--to", type=click.Choice(["anomalib", "onnx", "openvino"]), required=True, help="Kind of model."
)
@click.option("-o", "--output", type=_PATH, required=True, metavar="DIR", help="Folder to write to.")
@click.option(
    "--weights", type=_PATH, metavar="FILE", help="Weights that the recipe was trained with, if named then."
)
def export(recipe: Path, to: str, output: Path, weights: Path | None) -> int:
    """Export the trained model for other programs."""
    from engine.cli.recipes import export_command

    return export_command(recipe, to, output, weights)


@app.command()
@click.argument("directory", metavar="DIR", type=_PATH)
def sample(directory: Path) -> int:
    """Draw sample parts into DIR: good, defective, and masks."""
    from engine.cli.checks import sample_command

    return sample_command(directory)


@app.command()
@_json_flag
def selftest(as_json: bool) -> int:
    """Train and inspect the sample, and compare with known answers.

    Gonogo Station only inspects. Prints one line for every check; the exit code is 1 if one failed.
    """
    from engine.cli.checks import selftest_command

    return selftest_command(as_json=as_json)
