#!/usr/bin/env bash
# Makes an environment of Python with what requirements.txt names, unless it is there, and prints its folder.
set -euo pipefail
cd "$(dirname "$0")/../.."

is_new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null
}

python=
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python3.10}; do
  if is_new_enough "$candidate"; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "test:python: no Python 3.10 or newer found, which the client cocalc-api needs; install one, or name it by PYTHON=…" >&2
  exit 1
fi

# Another Python or other requirements make another environment; one that is only half installed is made again.
requirements=test/python/requirements.txt
environment=$PWD/node_modules/.cache/python-$("$python" -c '
import hashlib, sys
print(hashlib.sha256(sys.version.encode() + open(sys.argv[1], "rb").read()).hexdigest()[:16])
' "$requirements")
mkdir -p "$(dirname "$environment")"
# Tests that run at the same time each ask for it: without a lock, one would clear what another one installs.
exec 9>"$environment.lock"
if command -v flock >/dev/null; then flock 9; fi
if [ ! -f "$environment/complete" ]; then
  "$python" -m venv --clear "$environment"
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --requirement "$requirements"
  touch "$environment/complete"
fi
echo "$environment"
