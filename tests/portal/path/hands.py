"""Three pairs of hands that do the same things: a mouse, a keyboard alone, fingers on a phone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from playwright.sync_api import Locator, Page
from tests.portal.looking import settled

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SMALLEST = 24
"""Least side of what is pressed with a finger, px (WCAG 2.2, 2.5.8)."""
MOST_TABS = 900

# The point of an element nearest to its middle where a press would really reach it: a shape of a
# map need not be convex, and a town may lie in it like a hole.
POINT = """
element => {
  const box = element.getBoundingClientRect(), parts = 16, found = [];
  for (let x = 0; x <= parts; x++)
    for (let y = 0; y <= parts; y++)
      found.push({x: box.width * x / parts, y: box.height * y / parts});
  const far = at => Math.hypot(at.x - box.width / 2, at.y - box.height / 2);
  return found.sort((a, b) => far(a) - far(b)).find(at => {
    const hit = document.elementFromPoint(box.x + at.x, box.y + at.y);
    return hit && element.contains(hit);
  });
}
"""

# What the focus is on now: whether it is the target, seen, within the window, and further down.
FOCUS = """
target => {
  const now = document.activeElement, before = window.focusedBefore;
  if (!now || now === document.body) { window.focusedBefore = null; return {outside: true}; }
  window.focusedBefore = now;
  const drawn = one => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      || one instanceof SVGElement && parseFloat(style.strokeWidth) >= 2;
  };
  const box = now.getBoundingClientRect();
  const down = 4;  // Node.DOCUMENT_POSITION_FOLLOWING
  return {
    outside: false,
    here: now === target,
    seen: [now, ...now.querySelectorAll("path")].some(drawn),
    within: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    onward: !before || before === now || !!(before.compareDocumentPosition(now) & down),
    what: now.outerHTML.slice(0, 160),
  };
}
"""

# Anything pressed with another hand is told as an error of the page.
NO_POINTER = """
for (const kind of ["pointerdown", "mousedown", "touchstart"])
  addEventListener(kind, () => console.error("a pointer was used: " + kind), true);
"""


class Hand(ABC):
    """Does what a person does to a page; every step of the path is told to one."""

    name: ClassVar[str]
    context: ClassVar[dict[str, Any]]
    """How a browser for this hand is made."""
    script: ClassVar[str] = ""
    """What runs in every page before its own."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        """Press a link or a button that leads to another page, and wait for it."""
        target.wait_for()
        with self.page.expect_navigation():
            self.touch(target)
        settled(self.page)

    @abstractmethod
    def touch(self, target: Locator) -> None:
        """Press something that stays on the page."""

    @abstractmethod
    def tick(self, target: Locator) -> None:
        """Check a box or choose a radio button that is not checked."""

    @abstractmethod
    def write(self, target: Locator, text: str) -> None:
        """Put a text in place of what a field holds."""

    @abstractmethod
    def choose(self, target: Locator, label: str) -> None:
        """Choose from a list."""


class Mouse(Hand):
    """Everything is clicked; words come from a keyboard, as everybody's do."""

    name = "mouse"
    context: ClassVar = {"viewport": DESK}

    def touch(self, target: Locator) -> None:
        target.scroll_into_view_if_needed()
        self._at(target, target.evaluate(POINT))

    def _at(self, target: Locator, point: Any) -> None:
        assert point, f"nothing of it can be reached: {target}"
        target.click(position=point)

    def tick(self, target: Locator) -> None:
        self.touch(target)
        assert target.is_checked()

    def write(self, target: Locator, text: str) -> None:
        self.touch(target)
        target.fill(text)

    def choose(self, target: Locator, label: str) -> None:
        target.select_option(label=label)


class Touch(Mouse):
    """Fingers on the screen of a phone."""

    name = "touch"
    context: ClassVar = {
        "viewport": PHONE,
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    }

    def _at(self, target: Locator, point: Any) -> None:
        assert point, f"nothing of it can be reached: {target}"
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= self._least(target), target
        target.tap(position=point)

    @staticmethod
    def _least(target: Locator) -> int:
        """Links within a sentence may be smaller, native boxes whose labels are pressed too.

        So may shapes of a map: the same gminas stand beside it as a list.
        """
        small = "one => one.matches('input, svg *') || !!one.closest('p, li, dd, h3, td')"
        return 0 if target.evaluate(small) else SMALLEST


class Keyboard(Hand):
    """Tab, Enter, Space, arrows and letters; where the focus goes is watched all the way."""

    name = "keyboard"
    context: ClassVar = {"viewport": DESK}
    script = NO_POINTER

    def touch(self, target: Locator) -> None:
        self._reach(target)
        link = target.evaluate("one => one.matches('a, summary')")
        self.page.keyboard.press("Enter" if link else "Space")

    def tick(self, target: Locator) -> None:
        self._reach(target, group=True)
        self.page.keyboard.press("Space")
        for _ in range(20):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"cannot be checked with the keyboard: {target}")

    def write(self, target: Locator, text: str) -> None:
        self._reach(target)
        kind = target.get_attribute("type")
        if kind in ("date", "time"):
            self._write_parts(target, text)
            return
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)
        assert target.input_value() == text

    def _write_parts(self, target: Locator, text: str) -> None:
        """A day or an hour, part by part; browsers show the parts in one of two ways."""
        if "-" in text:
            year, month, day = text.split("-")
            orders = [f"{month}{day}{year}", f"{day}{month}{year}"]
        else:
            hour, minute = map(int, text.split(":"))
            half = "PM" if hour >= 12 else "AM"
            orders = [f"{(hour - 1) % 12 + 1:02}{minute:02}{half}", f"{hour:02}{minute:02}"]
        for digits in orders:
            self.page.keyboard.type(digits)
            if target.input_value()[: len(text)] == text:
                return
            for _ in range(2):
                self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"{text} cannot be typed: {target.input_value()}")

    def choose(self, target: Locator, label: str) -> None:
        self._reach(target)
        said = "one => one.selectedOptions[0].label"
        self.page.keyboard.press("Home")
        for _ in range(MOST_TABS):
            if target.evaluate(said) == label:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} cannot be chosen with the keyboard: {target.evaluate(said)}")

    def _reach(self, target: Locator, *, group: bool = False) -> None:
        """Tab to an element; ``group``: any radio button of its group will do."""
        target.wait_for(state="attached")
        found = target.element_handle()
        aim = "document.activeElement"
        same = f"one => {aim}.type === 'radio' && {aim}.name === one.name"
        for _ in range(MOST_TABS):
            now = self.page.evaluate(FOCUS, found)
            if now.get("here") or (group and target.evaluate(same)):
                return
            self.page.keyboard.press("Tab")
            self._watch(self.page.evaluate(FOCUS, found))
        raise AssertionError(f"Tab does not lead to {target}")

    @staticmethod
    def _watch(now: dict[str, Any]) -> None:
        if now["outside"]:
            return
        assert now["seen"], f"nobody sees the focus on {now['what']}"
        assert now["within"], f"the focus is off the screen on {now['what']}"
        assert now["onward"], f"the focus goes back to {now['what']}"


HANDS: tuple[type[Hand], ...] = (Mouse, Keyboard, Touch)
