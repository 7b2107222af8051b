#!/usr/bin/env bash
# usage: jobs/install_packages.sh [tests]
# Installs the packages of Debian 12 or 13 that are missing: those of the build, and with `tests`
# those of the test suite as well. Where nothing is missing it does nothing and needs no rights.
set -euo pipefail

packages=(
  cmake ninja-build ccache g++ git
  libopenmpi-dev openmpi-bin libhdf5-openmpi-dev libssl-dev libxxhash-dev libdeflate-dev zlib1g-dev
  libcli11-dev libtomlplusplus-dev libfmt-dev libspdlog-dev nlohmann-json3-dev libeigen3-dev
  libtbb-dev libthrust-dev libutfcpp-dev
)
if [ "${1:-}" = tests ]; then
  # Names without a version are the release's own: clang is 14 in Debian 12 and 19 in Debian 13.
  packages+=(
    libgtest-dev libgmock-dev libbenchmark-dev librandom123-dev
    clang clang-format clang-tidy libclang-rt-dev libomp-dev
    python3 python3-numpy python3-pandas python3-h5py python3-xarray python3-netcdf4
    python3-h5netcdf python3-openpyxl netcdf-bin cdo r-base-core r-cran-ncdf4 hdf5-tools
    r-cran-rnetcdf r-bioc-rhdf5 octave octave-netcdf
    python3-matplotlib python3-cartopy python3-pip python3-setuptools python3-wheel python3-venv r-cran-ggplot2
    pkgconf
    slurmctld slurmd slurm-client munge psmisc procps faketime iproute2 debootstrap chromium
  )
fi

if ! command -v apt-get > /dev/null; then
  echo "not a Debian system: the build needs the counterparts of ${packages[*]}" >&2
  exit 0
fi

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2> /dev/null || true)
  [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo > /dev/null; then
    echo "packages are missing, and this is neither root nor is there sudo; as root:" >&2
    echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
echo "installing ${missing[*]}"
# Another apt may be at work, for example in a machine that has just been set up.
apt_get=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=900)
"${apt_get[@]}" update
"${apt_get[@]}" install -y --no-install-recommends "${missing[@]}"
