# spack repo create peregrine-repo && mkdir -p peregrine-repo/packages/peregrine
# cp jobs/spack/package.py peregrine-repo/packages/peregrine/ && spack repo add peregrine-repo
# spack install peregrine +cuda cuda_arch=90
from spack.package import *


class Peregrine(CMakePackage, CudaPackage):
    """Ensemble forecasts of human migration: MPI-distributed Monte Carlo on GPUs and CPUs."""

    license("Apache-2.0")
    version("main", branch="main")

    variant("mpi", default=True, description="Distribute blocks of draws over MPI ranks")

    depends_on("cxx", type="build")
    depends_on("c", type="build")
    depends_on("cmake@3.25:", type="build")
    depends_on("hdf5@1.10: +hl")
    depends_on("hdf5 +mpi", when="+mpi")
    depends_on("mpi", when="+mpi")
    depends_on("openssl")
    depends_on("xxhash")
    depends_on("libdeflate")
    depends_on("utf8cpp")
    depends_on("cli11@2:")
    depends_on("tomlplusplus@3:")
    depends_on("fmt@9:")
    depends_on("spdlog@1.10: +fmt_external")
    depends_on("nlohmann-json@3.11:")
    depends_on("eigen@3.4:")
    depends_on("thrust", when="~cuda")
    depends_on("cuda@12:", when="+cuda")

    # The same bits need a compiler whose contraction of a*b+c can be turned off.
    conflicts("%gcc@:11")
    conflicts("%clang@:13")

    def cmake_args(self):
        arguments = [
            self.define("PEREGRINE_TESTS", False),
            self.define("PEREGRINE_BENCH", False),
            self.define("PEREGRINE_WERROR", False),
            self.define("PEREGRINE_ARCH", ""),
            self.define_from_variant("PEREGRINE_MPI", "mpi"),
        ]
        if self.spec.satisfies("+cuda"):
            arguments.append(self.define("PEREGRINE_DEVICE", "CUDA"))
            arguments.append(
                self.define("PEREGRINE_CUDA_ARCHITECTURES", self.spec.variants["cuda_arch"].value)
            )
        return arguments
