#!/usr/bin/env bash
# Builds everything and runs all tests. Last line: "N passed, N failed" (and ", N skipped"); the exit code is not 0 when any failed or none ran.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

find_chromium() {
  local place
  for place in "${CHROMIUM_PATH:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
    if [[ -n "$place" && -x "$place" ]]; then echo "$place"; return 0; fi
  done
  return 1
}

install_chromium() {
  command -v apt-get >/dev/null || return 1
  local as_root=()
  if [[ "$(id -u)" != 0 ]]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  # Another apt run is waited for, up to five minutes.
  "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends chromium
}

if ! chromium="$(find_chromium)"; then
  echo "Chromium is missing; installing it for the browser tests."
  if ! install_chromium >&2 || ! chromium="$(find_chromium)"; then
    echo "The browser tests need Chromium. Install it, or name its program in CHROMIUM_PATH." >&2
    echo "0 passed, 1 failed"
    exit 1
  fi
fi
export CHROMIUM_PATH="$chromium"

if ! dotnet build ConvoStudio.sln --nologo -v q; then
  echo "0 passed, 1 failed"
  exit 1
fi

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
# One after the other: beside the browser the others take the processors it needs to answer within its tests' patience.
dotnet test ConvoStudio.sln --no-build --no-progress --no-ansi --max-parallel-test-modules 1 2>&1 | tee "$log"
code="${PIPESTATUS[0]}"

awk -v code="$code" '
  /^  succeeded:/ { passed = $2 }
  /^  failed:/    { failed = $2 }
  /^  skipped:/   { skipped = $2 }
  END {
    if (code != 0 && failed + 0 == 0) failed = 1   # a test program that broke off counts
    printf "%d passed, %d failed%s\n", passed, failed, (skipped + 0 > 0 ? ", " skipped " skipped" : "")
    exit (passed + 0 == 0 || failed + 0 > 0 || code != 0)
  }' "$log"
