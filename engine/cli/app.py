"""The commands and their options; other programs rely on these words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from engine.backbones import DEFAULT_BACKBONE
from engine.errors import Cancelled, GonogoError
from engine.version import __version__

EXIT_DEFECT = 1
EXIT_NOTHING_DONE = 2
EXIT_INTERRUPTED = 130

app = typer.Typer(
    name="gonogo",
    help="A go/no-go gauge made of good parts. Without a command, the window opens.",
    epilog="gonogo [FILE.gonogo] [PICTURES...] opens the window.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; every expected error is said in one or two lines."""
    from engine.cli.console import say, say_error

    try:
        app(args=list(argv), prog_name="gonogo")
    except GonogoError as error:
        say_error(error)
        return EXIT_NOTHING_DONE
    except (Cancelled, KeyboardInterrupt):
        say("Stopped. Nothing half-made was left behind.")
        return EXIT_INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gonogo {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Train from good parts, inspect others."""
    del version


Recipe = Annotated[Path, typer.Argument(metavar="RECIPE", help="Recipe file, NAME.gonogo.")]
JsonFile = Annotated[
    Path | None, typer.Option("--json", metavar="FILE|-", help="Write JSON; - is standard output.")
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Write JSON to standard output, and nothing else.")]
Threads = Annotated[
    int | None, typer.Option(min=1, max=256, help="Pictures at the same time; all processors by default.")
]


@app.command()
def train(
    good: Annotated[list[Path], typer.Argument(metavar="GOOD...", help="Pictures or folders of good parts.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="RECIPE", help="Recipe file to write.")],
    name: Annotated[str | None, typer.Option(help="Name of the recipe; the file's by default.")] = None,
    image_size: Annotated[
        int, typer.Option(help="Side that pictures are resized to: 256 fast, 512 fine.")
    ] = 256,
    backbone: Annotated[str, typer.Option(help="Pretrained network.")] = DEFAULT_BACKBONE,
    layers: Annotated[str | None, typer.Option(metavar="a,b", help="Its layers, the largest first.")] = None,
    n_features: Annotated[int | None, typer.Option(help="Channels kept; 100 by default.")] = None,
    false_alarm_rate: Annotated[
        float, typer.Option(help="Accepted share of good parts called defective.")
    ] = 0.01,
    seed: Annotated[int, typer.Option(help="Of the choice of channels.")] = 0,
    include_mask: Annotated[
        Path | None, typer.Option(metavar="PNG", help="Picture, white where parts are inspected.")
    ] = None,
    weights: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Weights of the network (.pth, .safetensors).")
    ] = None,
    runtime: Annotated[str, typer.Option(help="openvino, or torch for a graphics card.")] = "openvino",
    threads: Threads = None,
    json: JsonFlag = False,
) -> None:
    """Make a recipe from pictures of good parts."""
    from engine.cli.training import train_command
    from engine.padim import TrainSettings

    settings = TrainSettings(
        name=name or output.stem,
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
    raise typer.Exit(train_command(good, output, settings, include_mask, as_json=json))


@app.command()
def inspect(
    recipe: Recipe,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Pictures or folders to inspect.")],
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a table.")] = None,
    json: JsonFile = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a report.")] = None,
    overlays: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write heatmaps on the photos.")
    ] = None,
    masks: Annotated[Path | None, typer.Option(metavar="DIR", help="Write defect masks.")] = None,
    maps: Annotated[Path | None, typer.Option(metavar="DIR", help="Write raw anomaly maps (TIFF).")] = None,
    image_threshold: Annotated[
        float | None, typer.Option(metavar="X", help="Instead of the recipe's, raw units.")
    ] = None,
    pixel_threshold: Annotated[
        float | None, typer.Option(metavar="X", help="Instead of the recipe's, raw units.")
    ] = None,
    min_area: Annotated[
        int | None, typer.Option(metavar="PX", min=0, help="Smallest defect, pixels of the photo.")
    ] = None,
    fail_on_defect: Annotated[
        bool, typer.Option("--fail-on-defect", help="Exit with 1 if anything is defective or unreadable.")
    ] = False,
    threads: Threads = None,
) -> None:
    """Judge pictures by a recipe."""
    from engine.cli.inspecting import LimitOptions, inspect_command
    from engine.export.run import Targets

    raise typer.Exit(
        inspect_command(
            recipe,
            paths,
            Targets(csv=csv, json=None, html=html, overlays=overlays, masks=masks, maps=maps),
            json_target=json,
            options=LimitOptions(image_threshold, pixel_threshold, min_area),
            fail_on_defect=fail_on_defect,
            threads=threads,
        )
    )


@app.command()
def evaluate(
    recipe: Recipe,
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="Labelled folder: MVTec layout, or good/ beside others.")
    ],
    json: JsonFile = None,
    threads: Threads = None,
) -> None:
    """Compare a recipe's verdicts with labelled parts."""
    from engine.cli.inspecting import evaluate_command

    raise typer.Exit(evaluate_command(recipe, directory, json, threads=threads))


@app.command()
def info(recipe: Recipe, json: JsonFlag = False) -> None:
    """Show what is in a recipe."""
    from engine.cli.recipes import info_command

    raise typer.Exit(info_command(recipe, as_json=json))


@app.command()
def update(
    recipe: Recipe,
    add: Annotated[
        list[Path] | None, typer.Option(metavar="PATH...", help="Good parts to take in; may be repeated.")
    ] = None,
    remove: Annotated[
        list[Path] | None, typer.Option(metavar="PATH...", help="Parts to take out; may be repeated.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="RECIPE", help="Recipe file to write; the same by default."),
    ] = None,
    threads: Threads = None,
    json: JsonFlag = False,
) -> None:
    """Add good parts to a recipe or remove some, exactly, without training again."""
    from engine.cli.recipes import update_command

    raise typer.Exit(
        update_command(recipe, add or [], remove or [], output or recipe, threads=threads, as_json=json)
    )


@app.command()
def export(
    recipe: Recipe,
    to: Annotated[str, typer.Option("--to", metavar="anomalib|onnx|openvino", help="Format.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder to write to.")],
    weights: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Weights that the recipe was trained with, if named then."),
    ] = None,
) -> None:
    """Export the trained model for other programs."""
    from engine.cli.recipes import export_command

    raise typer.Exit(export_command(recipe, to, output, weights))


@app.command()
def sample(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to draw the sample parts into.")],
) -> None:
    """Draw a sample set: good and defective parts with masks."""
    from engine.cli.checks import sample_command

    raise typer.Exit(sample_command(directory))


@app.command()
def selftest(json: JsonFlag = False) -> None:
    """Train and inspect the sample, and compare with known answers."""
    from engine.cli.checks import selftest_command

    raise typer.Exit(selftest_command(as_json=json))
