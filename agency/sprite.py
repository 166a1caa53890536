"""The one file all icons come from: ``agency/static/agency/icons.svg``, written by ``manage.py icons``.

A page shows an icon as ``<svg><use href="icons.svg#name"/></svg>``: 90 bytes and two nodes instead of 400 and four, one
request for all pages. heroicons are drawn on a grid of 24 and ours on 20, so their paths are scaled: a stroke is then
equally thick in both.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from zipfile import ZipFile

from agency.templatetags import glyphs

PATH = re.compile(r'\bd="([^"]+)"')
GRID = 20
ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
FLAG = re.compile(r"[01]")


def build() -> str:
    """The whole sprite, as text that is the same every time."""
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *_symbols(), "</svg>", ""])


def names() -> set[str]:
    """Every id in the sprite."""
    return set(re.findall(r'id="([^"]+)"', build()))


def _symbols() -> Iterator[str]:
    yield _symbol("logo", 24, glyphs.LOGO)
    for name, drawing in glyphs.OWN.items():
        yield _symbol(name, GRID, drawing)
    with files("heroicons").joinpath("heroicons.zip").open("rb") as zipped, ZipFile(zipped) as archive:
        for name in glyphs.OUTLINE:
            yield _symbol(name, GRID, _heroicon(archive.read(f"outline/{name}.svg")))
        for name in glyphs.SOLID:
            yield _symbol(f"{name}-solid", GRID, _heroicon(archive.read(f"solid/{name}.svg")))
    for mark in sorted({mark.icon for mark in glyphs.NETWORKS.values() if mark.icon}):
        yield _symbol(mark, 24, _brand(mark.removeprefix("net-")))


def _symbol(name: str, grid: int, drawing: str) -> str:
    return f'<symbol id="{name}" viewBox="0 0 {grid} {grid}">{drawing}</symbol>'


def _heroicon(svg: bytes) -> str:
    text = svg.decode()
    data = "".join(scale_path(path, GRID / 24) for path in PATH.findall(text))
    rule = ' fill-rule="evenodd"' if "fill-rule" in text else ""
    return f'<path{rule} d="{data}"/>'


def _brand(name: str) -> str:
    icon = getattr(import_module(f"simplepycons._{name}"), f"{name.capitalize()}Icon")()
    return f'<path d="{scale_path(PATH.findall(icon.raw_svg)[0], 1)}"/>'


def scale_path(data: str, factor: float) -> str:
    """Path data times ``factor``, rounded to hundredths, beginning with an absolute move."""
    out: list[str] = []
    for command, numbers in _segments(data):
        kind = command.lower()
        if not out and command == "m":
            command = "M"
        out.append(command + _join(_scaled(kind, numbers, factor)))
    return "".join(out)


def _segments(data: str) -> Iterator[tuple[str, list[float]]]:
    """One command and its arguments at a time; a repeated move becomes a line, as SVG reads it."""
    position, command = 0, ""
    while match := re.compile(r"[\s,]*([a-zA-Z])?").match(data, position):
        position = match.end()
        if match[1]:
            command = match[1]
        elif position >= len(data):
            return
        numbers, position = _arguments(data, position, command.lower())
        yield command, numbers
        command = {"m": "l", "M": "L"}.get(command, command)


def _arguments(data: str, position: int, kind: str) -> tuple[list[float], int]:
    numbers: list[float] = []
    for index in range(ARGUMENTS[kind]):
        position = re.compile(r"[\s,]*").match(data, position).end()  # type: ignore[union-attr]
        pattern = FLAG if kind == "a" and index in (3, 4) else NUMBER
        match = pattern.match(data, position)
        if not match:
            raise ValueError(f"Not a path: {data[position : position + 20]!r}")
        numbers.append(float(match[0]))
        position = match.end()
    return numbers, position


def _scaled(kind: str, numbers: list[float], factor: float) -> list[float]:
    if kind == "a":  # radii and end point; rotation and flags stay
        radius_x, radius_y, rotation, large, sweep, x, y = numbers
        return [radius_x * factor, radius_y * factor, rotation, large, sweep, x * factor, y * factor]
    return [number * factor for number in numbers]


def _join(numbers: list[float]) -> str:
    """Numbers as short as SVG allows: no leading zero, no space before a minus."""
    texts = [re.sub(r"^(-?)0\.", r"\1.", f"{number:.2f}".rstrip("0").rstrip(".")) or "0" for number in numbers]
    texts = ["0" if text in ("-", "-0", "") else text for text in texts]
    return "".join(text if index == 0 or text.startswith("-") else f" {text}" for index, text in enumerate(texts))
