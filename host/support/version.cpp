#include "host/support/version.h"

// Written by the build (cmake/PeregrineRevision.cmake).
#include "peregrine_revision.h"

namespace peregrine {

std::string_view program_version() {
  return PEREGRINE_VERSION;
}

std::string_view build_description() {
  return PEREGRINE_BUILD;
}

std::string_view git_revision() {
  return PEREGRINE_GIT_REVISION;
}

std::vector<std::string> built_devices() {
  return {
      "serial",
#ifdef PEREGRINE_DEVICE_OMP
      "omp",
#endif
#ifdef PEREGRINE_DEVICE_TBB
      "tbb",
#endif
#ifdef PEREGRINE_DEVICE_CUDA
      "cuda",
#endif
  };
}

}  // namespace peregrine
