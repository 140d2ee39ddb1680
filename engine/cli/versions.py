"""``gonogo versions``, and keeping versions wherever the command line changes a recipe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.cli.console import STDOUT, safe, say, tell, write_json
from engine.cli.job import job
from engine.cli.places import check_recipe_place
from engine.errors import GonogoError, RecipeError
from engine.export.wording import number
from engine.recipe import Recipe, load, save
from engine.versions import OPENED, ROLLED_BACK, TRAINED, RecipeVersions, Version, make_room


def keep_version(recipe: Recipe, reason: str = "") -> None:
    """Keep a recipe to go back to; where that fails, it is said and the rest goes on.

    Args:
        recipe: The recipe, saved or loaded.
        reason: Why; by default that it is the one to begin with.
    """
    kept = _versions()
    try:
        kept.keep(recipe, reason or (OPENED if recipe.parent else TRAINED))
        # where the window keeps its sessions
        make_room(kept, kept.folder.parent / "sessions", {recipe.sha256})
    except GonogoError as error:
        say(safe(f"Note: No version to go back to was kept. {error}"))


def _versions() -> RecipeVersions:
    from engine.paths import versions_dir

    return RecipeVersions(versions_dir())


def versions_command(path: Path, back_to: str | None, output: Path, *, as_json: bool) -> int:
    """List the versions of a recipe, or go back to one."""
    recipe = load(path)
    found = _versions().versions(recipe.id)
    if back_to is not None:
        return _go_back(recipe, _pick(found, back_to, recipe), output, as_json=as_json)
    if as_json:
        rows = [_document(version) for version in found]
        write_json({"recipe": str(path), "id": recipe.id, "sha256": recipe.sha256, "versions": rows}, STDOUT)
        return 0
    for version in found:
        used = "*" if version.sha256 == recipe.sha256 else " "
        when = version.when[:16].replace("T", " ")
        parts, limit = f"{version.n_images} good parts", number(version.image_threshold)
        tell(f"{used} {version.sha256[:12]}  {when}  {parts:15}  limit {limit}  {safe(version.reason)}")
    if not found:
        say("No versions of this recipe were kept on this computer.")
    return 0


def _pick(found: tuple[Version, ...], back_to: str, recipe: Recipe) -> Version:
    """The version whose hash begins so.

    Raises:
        RecipeError: There is none, or more than one.
    """
    wanted = [version for version in found if version.sha256.startswith(back_to.lower())]
    if len(wanted) != 1 or not back_to:
        many = "no version" if not wanted else "more than one version"
        raise RecipeError(
            f"There is {many} of {recipe.name} that begins with {back_to!r}.",
            "List them: gonogo versions RECIPE.",
        )
    return wanted[0]


def _go_back(recipe: Recipe, version: Version, output: Path, *, as_json: bool) -> int:
    check_recipe_place(output)
    with job():
        keep_version(recipe)
        saved = save(_versions().load(version), output)
        keep_version(saved, ROLLED_BACK)
    if as_json:
        write_json({"recipe": str(output), **_document(version), "sha256": saved.sha256}, STDOUT)
        return 0
    tell(f"{safe(output)}: {saved.n_images} good parts, limit {number(saved.limits.image_threshold)}")
    return 0


def _document(version: Version) -> dict[str, Any]:
    return {
        "sha256": version.sha256,
        "parent": version.parent,
        "when": version.when,
        "reason": version.reason,
        "name": version.name,
        "n_images": version.n_images,
        "image_threshold": version.image_threshold,
        "bytes": version.size,
    }
