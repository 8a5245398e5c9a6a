#!/usr/bin/env bash
# Prints the path of the Collector binary, building it first when the manifest changed.
# Needs Go 1.25 or newer; a cold build takes 3 to 7 minutes and 1 GB of module cache.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

manifest="$here/collector-builder.yaml"
version=$(sed -n 's/^ *version: //p' "$manifest")
binary="$CI_CACHE/otelcol-$(sha256sum "$manifest" | cut -c1-16)"
if [ ! -x "$binary" ]; then
  command -v go >/dev/null || fail "Go is missing: install Go 1.25 or newer to build the Collector."
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  export GIT_TERMINAL_PROMPT=0 GOFLAGS="${GOFLAGS:-} -buildvcs=false"
  GOBIN="$CI_CACHE/bin-$version" nice go install "go.opentelemetry.io/collector/cmd/builder@v$version" >&2
  cp "$manifest" "$work/manifest.yaml"
  (cd "$work" && nice "$CI_CACHE/bin-$version/builder" --config manifest.yaml >"$CI_CACHE/collector-build.log" 2>&1) ||
    { tail -20 "$CI_CACHE/collector-build.log" >&2; fail "The Collector does not build."; }
  mv "$work/build/otelcol-faultlore" "$binary"
fi
echo "$binary"
