#!/usr/bin/env bash
# Drives mock hubs with the published Python client: builds the project, installs requirements.txt into an environment
# of its own, and runs pytest on this folder, whose tests each start a hub. Arguments are handed to pytest.
set -euo pipefail
cd "$(dirname "$0")/../.."

environment=$(test/python/environment.sh)
npm run --silent build
export PYTHONDONTWRITEBYTECODE=1
exec "$environment/bin/python" -m pytest -p no:cacheprovider test/python "$@"
