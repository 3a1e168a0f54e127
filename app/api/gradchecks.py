"""POST /api/gradchecks: every entry of every gradient against a slope that was measured."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic_core import to_json

from app.core.arrays import Array
from app.core.errors import ValuesError, nearest
from app.core.limits import OPERATIONS_PER_READ, Limits, charge_cells, charge_operations, of_many_runs
from app.core.patience import look, time_left
from app.derive.chain import Derivation
from app.derive.steps import derivation_of
from app.engine.run import Trace, failed_assumptions, run
from app.gradcheck.budget import Budget
from app.gradcheck.check import Check, check_gradients
from app.gradcheck.error_curve import LENGTHS, error_curve
from app.gradcheck.perturb import check_cells, check_operations
from app.gradcheck.verdicts import BANDS, VERDICTS, passed

from .examples import GRADCHECK_EXAMPLES
from .facts import gradient_facts
from .http import Server
from .networks import prepare_run
from .openapi import ERRORS, example_answer, request_body
from .schemas.gradchecks import GradcheckRequest, GradcheckResponse
from .warnings import say_warnings, warnings_of

_SHORT = GradcheckRequest(preset="logistic-regression", names=["w"])
_WHOLE = 4096
"""Up to so many cells, a gradient of which only a sample was checked is sent whole."""
_SHARE = 2 * OPERATIONS_PER_READ
"""A check may take half of the work that a request may, which is counted in numbers read from memory."""
_SECONDS, _TIME_SHARE = 1.2, 0.7
"""Of CPU time: what a check may take, but not more than this share of what its request has left."""
_CURVE_SHARE = 4
"""The curve may take what the check may, divided by this."""


def add_routes(router: APIRouter, server: Server) -> None:
    """Add POST /api/gradchecks."""

    @router.post(
        "/api/gradchecks",
        response_model=GradcheckResponse,
        responses={**ERRORS, **example_answer(json.loads(gradcheck_body(_SHORT, Limits())))},
        openapi_extra=request_body(GradcheckRequest, GRADCHECK_EXAMPLES),
        tags=["gradchecks"],
    )
    async def gradchecks(request: Request) -> Response:
        """Check every entry of every gradient by central differences, or by the complex step."""
        return await server.compute(request, GradcheckRequest, lambda asked: gradcheck_body(asked, server.limits))


def gradcheck_body(request: GradcheckRequest, limits: Limits) -> bytes:
    """The JSON body of the answer to `request`. Raises: any error that a user can mend."""
    prepared = prepare_run(request, limits)
    sheet, program = prepared.sheet, prepared.sheet.program
    names = _asked(request, list(sheet.parts))
    charge_cells(check_cells(sheet, names), of_many_runs(limits), *sheet.cost.most_cells)
    charge_operations(check_operations(sheet), limits.operations, *sheet.cost.most_operations)
    trace = run(sheet, prepared.inputs)
    seconds = min(_SECONDS, _TIME_SHARE * time_left())
    checks = check_gradients(trace, names, request.method, request.h, request.seed, _budget(limits, seconds, 1))
    general = failed_assumptions(trace)
    derivation = derivation_of(sheet, request.layout, frozenset(general))
    counted = [check.counts() for check in checks.values()]
    finite = all(np.isfinite(array).all() for array in trace.arrays)
    counts = {verdict: sum(each[verdict] for each in counted) for verdict in VERDICTS}
    answer = {
        "program": program.text,
        "layout": request.layout,
        "loss": {"name": program.loss, "value": trace.value(program.loss).item()},
        "method": request.method,
        "h": request.h,
        "bands": [{"verdict": verdict, "most": most} for verdict, most in BANDS],
        "checks": {name: _check_json(derivation, trace, name, check) for name, check in checks.items()},
        "counts": counts,
        "passed": passed(counts),
        "sampled": _sampled(counts["unchecked"], checks),
        "warnings": say_warnings(warnings_of(trace, general, finite), request.lang),
        "curve": _curve_json(trace, checks, request, _budget(limits, seconds, _CURVE_SHARE)) if request.curve else None,
    }
    return to_json(answer, inf_nan_mode="strings")


def _budget(limits: Limits, seconds: float, divisor: int) -> Budget:
    """What a check may cost that has `seconds`, divided by `divisor`."""
    return Budget(limits.gradcheck_runs // divisor, limits.operations // _SHARE // divisor, seconds / divisor)


def _asked(request: GradcheckRequest, known: list[str]) -> list[str]:
    """The gradients to check, in the order of the backward pass. Raises: ValuesError for one that is not there."""
    for name in request.names or ():
        if name not in known:
            raise ValuesError(
                "no-such-gradient",
                f"There is no gradient by {name[:40]} to check.",
                suggestion=nearest(name, known),
                params={"name": name[:40], "known": known},
            )
    return [name for name in known if request.names is None or name in request.names]


def _check_json(derivation: Derivation, trace: Trace, name: str, check: Check) -> dict[str, Any]:
    look()
    turned = name in derivation.layout.flipped
    checked = check.checked()
    whole = checked == check.numeric.size or check.numeric.size <= _WHOLE
    worst = check.worst()
    return {
        **gradient_facts(derivation, name),
        "numeric": _rows(check, check.numeric, turned) if whole else None,
        "relative_errors": _rows(check, check.relative, turned) if whole else None,
        "verdicts": np.array(VERDICTS)[_shown(check.verdicts, turned)].tolist() if whole else None,
        "entries": None if whole else _entries_json(trace.gradient(name), check, turned),
        "counts": check.counts(),
        "worst": worst and {**_place(*worst, turned), "relative_error": check.relative[worst].item()},
    }


def _shown(array: Any, turned: bool) -> Any:
    return array.T if turned else array


def _rows(check: Check, array: Array, turned: bool) -> list[list[float | None]]:
    """The numbers of the entries that were checked."""
    shown = array.astype(object)
    shown[check.verdicts == VERDICTS.index("unchecked")] = None
    rows: list[list[float | None]] = _shown(shown, turned).tolist()
    return rows


def _entries_json(gradient: Array, check: Check, turned: bool) -> list[dict[str, Any]]:
    found = np.argwhere(check.verdicts != VERDICTS.index("unchecked")).tolist()
    return [
        {
            **_place(i, j, turned),
            "analytic": gradient[i, j].item(),
            "numeric": check.numeric[i, j].item(),
            "relative_error": check.relative[i, j].item(),
            "verdict": VERDICTS[check.verdicts[i, j]],
        }
        for i, j in found
    ]


def _place(i: int, j: int, turned: bool) -> dict[str, int]:
    return {"row": j, "column": i} if turned else {"row": i, "column": j}


def _sampled(unchecked: int, checks: Mapping[str, Check]) -> dict[str, int] | None:
    entries = sum(check.numeric.size for check in checks.values())
    return {"checked": entries - unchecked, "entries": entries} if unchecked else None


def _curve_json(trace: Trace, checks: Mapping[str, Check], request: GradcheckRequest, budget: Budget) -> dict[str, Any]:
    curve = error_curve(trace, checks, request.method, request.seed, budget)
    return {
        "h": LENGTHS,
        "median": [None if math.isnan(error) else error for error in curve.median],
        "largest": [None if math.isnan(error) else error for error in curve.largest],
        "entries": curve.entries,
    }
