"""Takes the pictures of the README from a running demo.

    .venv/bin/python bench/shots.py http://127.0.0.1:8000 [--out docs/shots]

Every page is opened by the person of the demo it is for, signed in with the demo's own button.
"""

import argparse
import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

OUT = Path(__file__).resolve().parent.parent / "docs" / "shots"
CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WIDE, PHONE = (1280, 800), (390, 844)
MOST_BYTES = 150_000
# picture, who of the demo, path, window, colours
SHOTS = (
    ("picture", "head", "/picture/", WIDE, "light"),
    ("before-sleep", "manager", "/before-sleep/", WIDE, "dark"),
    ("calendar", "copywriter", "/calendar/", WIDE, "light"),
    ("inbox", "head", "/inbox/", WIDE, "light"),
    ("monitoring", "moderator", "/monitoring/", WIDE, "light"),
    ("approval", "approver", "/approvals/", PHONE, "light"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("url", help="where the demo runs")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for name, who, path, window, colours in SHOTS:
            shot = take(browser, asked.url, who, path, window, colours)
            (asked.out / f"{name}.png").write_bytes(small(shot))
            print(asked.out / f"{name}.png")
        browser.close()


def take(browser: Browser, url: str, who: str, path: str, window: tuple[int, int], colours: str) -> bytes:
    size = {"width": window[0], "height": window[1]}
    context = browser.new_context(viewport=size, color_scheme=colours, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{url}/accounts/login/")
    page.locator(f'form[action$="/demo/sign-in/{who}/"] button, button[formaction$="/demo/sign-in/{who}/"]').click()
    page.goto(f"{url}{path}")
    page.wait_for_timeout(1500)  # panels that load by themselves; the bell keeps the network from ever being idle
    shot = page.screenshot()
    context.close()
    return shot


def small(shot: bytes) -> bytes:
    """As many colours as fit."""
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()


if __name__ == "__main__":
    main()
