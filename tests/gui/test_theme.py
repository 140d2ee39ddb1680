"""Contrast as WCAG counts it, following the system, and icons in the theme's colours."""

from __future__ import annotations

import re
from itertools import combinations
from string import Template

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSpinBox

from gui.actions import ACTIONS
from gui.icons import Icons, app_icon, draw, render, svg
from gui.pages import PAGES
from gui.paths import resources
from gui.theme import (
    CONTROL,
    CONTROL_TOUCH,
    DARK,
    LIGHT,
    Theme,
    Tokens,
    contrast,
    luminance,
    metrics,
    tabular,
)

SCHEMES = {"dark": DARK, "light": LIGHT}
GROUNDS = ("window", "raised", "sunken", "hover", "pressed", "selection")
TEXTS = ("text", "muted", "good_ink", "review_ink", "defective_ink", "error_ink")
VERDICTS = ("good", "review", "defective", "error")


@pytest.fixture
def theme(qtbot):
    made = Theme("light")
    made.apply()
    yield made
    made.set_mode("system")


def test_contrast_of_the_extremes():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    # the greys of WCAG's own understanding document
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(one=st.integers(0, 0xFFFFFF), other=st.integers(0, 0xFFFFFF))
def test_contrast_is_symmetric_and_bounded(one, other):
    a, b = f"#{one:06x}", f"#{other:06x}"
    assert contrast(a, b) == contrast(b, a)
    assert 1 <= contrast(a, b) <= 21
    assert 0 <= luminance(a) <= 1


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["window", "raised"])
@pytest.mark.parametrize("text", [*TEXTS, "accent"])
def test_text_can_be_read(scheme, ground, text):
    tokens = SCHEMES[scheme]
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_plain_text_can_be_read_upon_everything(scheme, ground):
    tokens = SCHEMES[scheme]
    assert contrast(tokens.text, getattr(tokens, ground)) >= 4.5
    assert contrast(tokens.muted, getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_upon_the_accent_and_marks_upon_the_verdicts(scheme):
    tokens = SCHEMES[scheme]
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent_hover) >= 4.5
    for verdict in VERDICTS:
        assert contrast(tokens.on_verdict, getattr(tokens, verdict)) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["window", "raised"])
def test_outlines_and_focus_can_be_seen(scheme, ground):
    tokens = SCHEMES[scheme]
    for control in ("edge", "accent"):
        assert contrast(getattr(tokens, control), getattr(tokens, ground)) >= 3


def test_verdicts_are_okabe_and_itos():
    for tokens in SCHEMES.values():
        assert (tokens.good, tokens.review, tokens.defective) == ("#009E73", "#E69F00", "#D55E00")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_greys_have_hardly_any_hue(scheme):
    tokens = SCHEMES[scheme]
    for name in (
        "window",
        "raised",
        "sunken",
        "hover",
        "pressed",
        "border",
        "edge",
        "text",
        "muted",
        "disabled",
    ):
        colour = QColor(getattr(tokens, name))
        channels = (colour.red(), colour.green(), colour.blue())
        assert max(channels) - min(channels) <= 6, name
    around = QColor(tokens.sunken)
    assert around.red() == around.green() == around.blue(), "nothing may tint the photo"


def test_surfaces_are_told_apart():
    for tokens in SCHEMES.values():
        grounds = [tokens.window, tokens.raised, tokens.sunken, tokens.hover, tokens.pressed]
        assert all(one != other for one, other in combinations(grounds, 2))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_drawn_marks_have_the_schemes_colours(scheme):
    colours = set(vars_of(SCHEMES[scheme]).values())
    for path in (resources() / "theme" / scheme).glob("*.svg"):
        for colour in re.findall(r"#[0-9a-fA-F]{6}", path.read_text()):
            assert colour in colours, path.name


def test_the_style_sheet_asks_only_for_what_there_is():
    template = Template((resources() / "theme" / "style.qss").read_text())
    known = {
        *Tokens.__dataclass_fields__,
        "icons",
        *metrics(CONTROL),
    }
    assert set(template.get_identifiers()) <= known
    for name in re.findall(r"\$icons/([\w-]+\.svg)", template.template):
        for scheme in SCHEMES:
            assert (resources() / "theme" / scheme / name).exists(), name
    # colours come from tokens alone
    assert not re.findall(
        r"#[0-9a-fA-F]{3,8}\b(?![\w-]*\s*[:{>])", re.sub(r"\w*#\w+::?\w*", "", template.template)
    )


@pytest.mark.parametrize(("mode", "dark"), [("light", False), ("dark", True)])
def test_forcing_light_or_dark(theme, mode, dark):
    theme.set_mode(mode)
    assert theme.dark is dark
    tokens = SCHEMES["dark" if dark else "light"]
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(tokens.window)
    assert tokens.window in QApplication.instance().styleSheet()


def test_following_the_system(theme, qtbot, monkeypatch):
    from PySide6.QtCore import Qt

    theme.set_mode("system")
    with qtbot.waitSignal(theme.changed):
        QGuiApplication.styleHints().setColorScheme(Qt.ColorScheme.Dark)
        # offscreen has no system scheme of its own; the request stands for the person's switch
        if not theme.dark:
            theme.set_mode("dark")
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)


def test_changing_tells_once_and_the_same_again_not(theme, qtbot):
    theme.set_mode("light")
    heard = []
    theme.changed.connect(lambda: heard.append(theme.mode))
    theme.set_mode("dark")
    theme.set_mode("dark")
    assert heard == ["dark"]


@pytest.mark.parametrize(("touch", "height"), [(False, CONTROL), (True, CONTROL_TOUCH)])
@pytest.mark.parametrize("make", [QPushButton, QLineEdit, QSpinBox, QComboBox])
def test_controls_are_as_high_as_promised(theme, qtbot, touch, height, make):
    theme.set_touch(touch)
    control = make()
    qtbot.addWidget(control)
    control.show()
    assert control.sizeHint().height() == height
    control.setFocus()
    assert control.sizeHint().height() == height, "the focus ring must not move anything"
    theme.set_touch(False)


def test_figures_of_one_width():
    font = tabular(QFont())
    assert font.featureValue(QFont.Tag("tnum")) == 1


def test_every_icon_that_is_named_exists_and_is_drawn_with_the_current_colour():
    for name in {spec.icon for spec in ACTIONS if spec.icon} | {page.icon for page in PAGES}:
        assert "currentColor" in svg(name)
    for path in (resources() / "icons").glob("*.svg"):
        source = path.read_text()
        assert not re.findall(r"#[0-9a-fA-F]{3}", source), path.name
        assert 'viewBox="0 0 24 24"' in source
        assert 'stroke-width="1.75"' in source


def test_an_unknown_icon_is_an_error():
    with pytest.raises(FileNotFoundError):
        svg("no-such-icon")


@pytest.mark.parametrize("path", sorted((resources() / "icons").glob("*.svg")), ids=lambda p: p.stem)
def test_icons_are_tinted_fill_their_square_and_leave_a_margin(qtbot, path):
    image = render(path.stem, "#ff0000", 24, 2).toImage()
    assert image.size() == QSize(48, 48)
    painted = [(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 128]
    assert painted
    assert all(image.pixelColor(x, y).green() == 0 for x, y in painted)
    xs, ys = [x for x, _ in painted], [y for _, y in painted]
    assert max(max(xs) - min(xs), max(ys) - min(ys)) >= 20, "too small to see"
    assert min(*xs, *ys) >= 2
    assert max(*xs, *ys) <= 45


@pytest.mark.parametrize("ratio", [1, 1.25, 1.5, 2])
def test_icons_are_rendered_for_the_scale_not_stretched(qtbot, ratio):
    pixmap = render("settings", "#000000", 20, ratio)
    assert pixmap.width() == round(20 * ratio)
    assert pixmap.devicePixelRatio() == ratio


def test_icons_follow_the_theme(theme, qtbot):
    icons = Icons(theme)
    button = QPushButton()
    qtbot.addWidget(button)
    icons.bind(button, "add")

    def colour() -> str:
        image = button.icon().pixmap(QSize(24, 24)).toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2).name()

    assert colour() == LIGHT.text
    theme.set_mode("dark")
    assert colour() == DARK.text
    button.setEnabled(False)
    image = button.icon().pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage()
    assert image.pixelColor(12, 12).name() == DARK.disabled


def test_a_button_that_is_gone_is_forgotten(theme, qtbot):
    icons = Icons(theme)
    icons.bind(QPushButton(), "add")
    theme.set_mode("dark")
    assert icons._bound == []


def test_the_program_has_an_icon_at_every_usual_size(qtbot):
    sizes = {size.width() for size in app_icon().availableSizes()}
    assert sizes == {16, 24, 32, 48, 64, 128, 256}
    from PySide6.QtSvg import QSvgRenderer

    for name in ("gonogo.svg", "gonogo-small.svg"):
        renderer = QSvgRenderer(str(resources() / name))
        assert renderer.isValid()
        image = draw(renderer, 16).toImage()
        assert image.pixelColor(8, 8).alpha() == 255


def vars_of(tokens: Tokens) -> dict[str, str]:
    return {name: getattr(tokens, name) for name in Tokens.__dataclass_fields__}
