"""What every test may use: how hypothesis searches, and a client that talks to the application in this process."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from starlette.testclient import TestClient

# "ci" finds the same examples every time, so a red build is red again at home: HYPOTHESIS_PROFILE=ci make test
settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],  # a failure is told at once; it is made smaller at a desk
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))


@pytest.fixture(scope="session")
def client() -> Iterator["TestClient"]:
    """The application with its default settings, over HTTP but without a socket."""
    from starlette.testclient import TestClient

    from app.main import create_app

    with TestClient(create_app()) as client:
        yield client
