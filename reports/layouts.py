"""Sizes of tickets as data. Another paper is another `Layout`, not another program. Lengths in mm, type in points."""
from dataclasses import dataclass

from reports.typeset import Font


@dataclass(frozen=True)
class Area:
    """A rectangle on the page that its content never leaves."""
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class SlipLayout:
    """The part that the customer takes home."""
    area: Area
    code: float  # edge of the QR code without its white border
    labels: float  # width of the column of words „Gegenstand", „Fehler" …
    padding: float  # inside the pick-up box
    gap: float  # between the parts, at least
    cafe: Font
    label: Font
    number: Font
    name: Font
    small: Font
    item: Font
    body: Font
    strong: Font
    consent: Font
    print: Font
    scales: tuple[float, ...]  # of the type below the number, tried in turn until everything fits


@dataclass(frozen=True)
class TagLayout:
    """The part that stays on the item, for everybody in the room to see."""
    area: Area
    code: float
    padding: float
    label: Font
    number: Font
    name: Font
    item: Font
    warning: Font
    scales: tuple[float, ...]


@dataclass(frozen=True)
class Layout:
    name: str
    width: float
    height: float
    slip: SlipLayout | None = None
    tag: TagLayout | None = None
    tear: float | None = None  # where the two come apart, from the top


A6 = Layout(
    name='A6', width=105, height=148, tear=106.8,
    slip=SlipLayout(
        area=Area(left=7, top=6, width=91, height=98.6), code=22, labels=18, padding=2.2, gap=1.7,
        cafe=Font(13, bold=True, leading=1.15), label=Font(7.5), number=Font(33, bold=True), name=Font(14, bold=True),
        small=Font(9), item=Font(11.5, bold=True), body=Font(10), strong=Font(10, bold=True),
        consent=Font(8.5, leading=1.25), print=Font(7.2, leading=1.28), scales=(1, 0.95, 0.9, 0.85, 0.8, 0.74)),
    tag=TagLayout(
        # its code has fewer modules than the slip's: each is larger although the whole is smaller
        area=Area(left=7, top=110.6, width=91, height=32.4), code=20, padding=2,
        label=Font(7.5), number=Font(34, bold=True), name=Font(14, bold=True), item=Font(11),
        warning=Font(12, bold=True), scales=(1.2, 1.1, 1, 0.92, 0.84, 0.76, 0.7)),
)
