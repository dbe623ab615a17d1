"""A hub for each test: all in one server, chosen by the path, so that tests run beside each other without seeing each other."""
import hashlib
import os
import re

import pytest
from cocalc_api import Hub


@pytest.fixture
def host(request):
    # Tests in different files may have the same name.
    test = request.node.nodeid
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower()).strip("-")[:40]
    return f"{os.environ['COCALC_HOST']}/w/{name}-{hashlib.sha256(test.encode()).hexdigest()[:8]}"


@pytest.fixture
def hub(host):
    return Hub(api_key=os.environ["COCALC_API_KEY"], host=host)
