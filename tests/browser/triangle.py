"""Moving the point of the strategy triangle, by mouse or by finger."""

from collections.abc import Sequence

from tests.browser.hands import Hands

Mix = Sequence[float]  # up, out, deep
CORNERS = ((100, 14), (180, 152), (20, 152))  # of the triangle, in its own measure
ON_SCREEN = """(picture, [x, y]) => {
  const at = new DOMPoint(x, y).matrixTransform(picture.getScreenCTM());
  return [at.x, at.y];
}"""


def drag(hands: Hands, mixes: Sequence[Mix], pause_milliseconds: int = 0) -> None:
    """Take the point from one mix to the next, and let it go at the last."""
    picture = hands.page.locator(".triangle svg")
    picture.scroll_into_view_if_needed()
    places = [picture.evaluate(ON_SCREEN, place_of(mix)) for mix in mixes]
    begin, move, end = _mouse(hands.page) if hands.way == "mouse" else _finger(hands.page)
    begin(*places[0])
    for place in places[1:]:
        move(*place)
        if pause_milliseconds:
            hands.page.wait_for_timeout(pause_milliseconds)
    end()


def place_of(mix: Mix) -> list[float]:
    """Return where a mix lies in the triangle."""
    return [sum(share * corner[axis] for share, corner in zip(mix, CORNERS, strict=True))
            for axis in (0, 1)]  # fmt: skip


def _mouse(page):
    def begin(x: float, y: float) -> None:
        page.mouse.move(x, y)
        page.mouse.down()

    return begin, page.mouse.move, page.mouse.up


def _finger(page):
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return (lambda *at: touch("touchStart", *at), lambda *at: touch("touchMove", *at),
            lambda: touch("touchEnd"))  # fmt: skip
