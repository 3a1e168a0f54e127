"""`python -m app.pages.cutting NAME`: writes a face of the font of the formulas (`fonts.py`) to the standard output, as WOFF2."""

from __future__ import annotations

import io
import sys
from typing import Any

from .fonts import FACES, NAMED, Face, original

_NAME = "Gradsheet Math"
_NAMES = {1: _NAME, 3: f"{_NAME}, cut from STIX Two Math", 4: _NAME, 6: "GradsheetMath", 16: _NAME}
"""The licence asks that what is changed is not called by a name that its authors keep."""
_KEPT_NAMES = (0, 2, 5, 7, 8, 9, 11, 13, 14)
"""Copyright, version, trademark, who made it, and the licence."""
_FEATURES = ("ccmp", "dtls", "flac", "kern", "liga", "locl", "mark", "mkmk", "ssty")
"""What browsers turn on by themselves, in text and in formulas (signs in scripts, letters without dots, flat accents)."""


def cut(face: Face) -> bytes:
    """The face, with the glyphs that its signs may need: in scripts, larger, stretched, and what they are put together of."""
    from fontTools import subset  # noqa: PLC0415 - installed where fonts are cut
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font: Any = TTFont(io.BytesIO(original()), recalcTimestamp=False)
    signs = set(map(ord, face.signs)) if face.signs else set(font.getBestCmap()) - set(map(ord, NAMED))
    options = subset.Options(layout_features=list(_FEATURES), name_IDs=["*"], glyph_names=False, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=signs)
    cutter.subset(font)
    _name(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written, reorderTables=False)
    return written.getvalue()


def _name(font: Any) -> None:
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (*_KEPT_NAMES, *_NAMES)]
    for record in table.names:
        record.string = _NAMES.get(record.nameID, record.toUnicode())


def main() -> None:
    """The face whose file has the name that is given."""
    (face,) = (face for face in FACES if face.name == sys.argv[1])
    sys.stdout.buffer.write(cut(face))


if __name__ == "__main__":
    main()
