# Everything that peregrine_host links: Debian packages, listed in jobs/install_packages.sh.
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_path(XXHASH_INCLUDE_DIR xxhash.h REQUIRED)  # compiled in, not linked
find_path(LIBDEFLATE_INCLUDE_DIR libdeflate.h REQUIRED)
find_library(LIBDEFLATE_LIBRARY deflate REQUIRED)
set(HDF5_PREFER_PARALLEL ON)
find_package(HDF5 REQUIRED COMPONENTS C HL)
add_library(peregrine_dependencies INTERFACE)
target_include_directories(peregrine_dependencies SYSTEM INTERFACE ${HDF5_INCLUDE_DIRS} ${XXHASH_INCLUDE_DIR}
  ${LIBDEFLATE_INCLUDE_DIR})
target_link_libraries(peregrine_dependencies INTERFACE CLI11::CLI11 tomlplusplus::tomlplusplus
  fmt::fmt spdlog::spdlog nlohmann_json::nlohmann_json Eigen3::Eigen OpenSSL::Crypto
  ${LIBDEFLATE_LIBRARY} ${HDF5_HL_LIBRARIES} ${HDF5_LIBRARIES})
if(PEREGRINE_MPI)
  find_package(MPI REQUIRED COMPONENTS CXX)
  target_link_libraries(peregrine_dependencies INTERFACE MPI::MPI_CXX)
  target_compile_definitions(peregrine_dependencies INTERFACE PEREGRINE_MPI OMPI_SKIP_MPICXX MPICH_SKIP_MPICXX)
endif()
