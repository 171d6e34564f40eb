#!/usr/bin/env bash
# Restores and publishes with the very lines of the Dockerfile, starts the result on an empty data folder, and asks for the first page. Where there is no
# container engine this is the check of the Dockerfile. Last line: "published, started, first page 200 after N ms". With --keep FOLDER the published app stays there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
seconds=60

work="$(mktemp -d)"
app="$work/app"
if [[ "${1:-}" == --keep ]]; then app="$(realpath -m "$2")"; fi
server=""
finish() {
  if [[ -n "$server" ]]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT

# "RUN dotnet …", with lines that end in a backslash joined; what follows && is for the image alone.
mapfile -t lines < <(sed -e ':join' -e '/\\$/{N; s/\\\n//; b join}' Dockerfile | sed -n 's/^RUN \(dotnet [^&]*\).*/\1/p')
if [[ "${#lines[@]}" -ne 2 || "${lines[0]}" != *restore* || "${lines[1]}" != *publish* ]]; then
  echo "The Dockerfile does not hold one restore and one publish line." >&2
  exit 1
fi
for line in "${lines[@]}"; do
  line="${line//-o \/app/-o $app}"
  echo "> $line"
  # The line is ours, and simple: words without quotes.
  read -ra words <<< "$line"
  "${words[@]}"
done

port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo 5099)"
mkdir "$work/data"
started="$(date +%s%N)"
(cd "$app" && exec env CONVOSTUDIO_DATA_DIR="$work/data" CONVOSTUDIO_ADMIN_PASSWORD="only-for-this-check" ASPNETCORE_ENVIRONMENT=Production \
  dotnet ConvoStudio.Web.dll --urls "http://127.0.0.1:$port") > "$work/server.log" 2>&1 &
server=$!

status() { curl --silent --output /dev/null --max-time 5 --write-out '%{http_code}' "http://127.0.0.1:$port$1" || true; }
until [[ "$(status /health/ready)" == 200 ]]; do
  if ! kill -0 "$server" 2>/dev/null; then echo "The server ended before it was ready:" >&2; cat "$work/server.log" >&2; exit 1; fi
  if (( ($(date +%s%N) - started) / 1000000000 >= seconds )); then echo "The server was not ready after $seconds s:" >&2; cat "$work/server.log" >&2; exit 1; fi
  sleep 0.05
done
page="$(status /login)"
if [[ "$page" != 200 ]]; then echo "The first page answered $page." >&2; exit 1; fi
# A published app serves its own files; an unpublished one would answer with nothing in them.
if [[ "$(curl --silent --max-time 5 "http://127.0.0.1:$port/css/theme.css" | wc -c)" -lt 1000 ]]; then echo "The style sheet is empty." >&2; exit 1; fi
echo "published, started, first page 200 after $(( ($(date +%s%N) - started) / 1000000 )) ms"
