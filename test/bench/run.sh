#!/usr/bin/env bash
# Measures the library against limits and peers: bash test/bench/run.sh [core rules lint time storage merging history mail start mails | million]
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ ! -d test/bench/node_modules/sqlite3 ]; then
  echo "bench: installing what it compares with (npm ci in test/bench; sqlite3 is built here, about a minute)" >&2
  npm ci --prefix test/bench --silent
fi
exec node_modules/.bin/node --conditions=deskwright-source --expose-gc --disable-warning=ExperimentalWarning test/bench/run.ts "$@"
