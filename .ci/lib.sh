# Shared by the scripts of this folder; sourced, not run.
CI=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(dirname "$CI")
# Survives a fresh clone, so that the Collector is built once per manifest and machine.
CI_CACHE=${FAULTLORE_CI_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/faultlore-ci}
SHARED=${FAULTLORE_SHARED:-$ROOT/../shared}
mkdir -p "$CI_CACHE"

fail() {
  echo "FAILED: $*" >&2
  exit 1
}
