# Everything that peregrine_host links: Debian packages, listed in jobs/install_packages.sh.
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
# Headers alone. Not its CMake package, whose targets have had three names.
find_path(UTFCPP_INCLUDE_DIR utf8.h PATH_SUFFIXES utf8cpp REQUIRED)
find_path(XXHASH_INCLUDE_DIR xxhash.h REQUIRED)  # compiled in, not linked
find_path(LIBDEFLATE_INCLUDE_DIR libdeflate.h REQUIRED)
find_library(LIBDEFLATE_LIBRARY deflate REQUIRED)
find_package(ZLIB REQUIRED)
set(HDF5_PREFER_PARALLEL ON)
# FindHDF5 has HDF5's compiler wrapper compile a file of this folder. The wrapper, a shell script, takes a
# space in its path for the end of it, and CMake 3.25 gives it the whole path.
set(binary_folder ${CMAKE_CURRENT_BINARY_DIR})
if(binary_folder MATCHES "[ \t]")
  execute_process(COMMAND mktemp -d /tmp/find-hdf5.XXXXXX
    OUTPUT_VARIABLE CMAKE_CURRENT_BINARY_DIR OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
endif()
find_package(HDF5 REQUIRED COMPONENTS C HL)
if(NOT CMAKE_CURRENT_BINARY_DIR STREQUAL binary_folder)
  file(REMOVE_RECURSE ${CMAKE_CURRENT_BINARY_DIR})
  set(CMAKE_CURRENT_BINARY_DIR ${binary_folder})
endif()
# HDF5 2 has another name for it, which the FindHDF5 of a CMake before it does not know.
if(HDF5_PROVIDES_PARALLEL)
  set(HDF5_IS_PARALLEL ON)
endif()
add_library(peregrine_dependencies INTERFACE)
target_include_directories(peregrine_dependencies SYSTEM INTERFACE ${HDF5_INCLUDE_DIRS} ${XXHASH_INCLUDE_DIR}
  ${LIBDEFLATE_INCLUDE_DIR} ${UTFCPP_INCLUDE_DIR})
target_link_libraries(peregrine_dependencies INTERFACE CLI11::CLI11 tomlplusplus::tomlplusplus
  fmt::fmt spdlog::spdlog nlohmann_json::nlohmann_json Eigen3::Eigen OpenSSL::Crypto
  ${LIBDEFLATE_LIBRARY} ZLIB::ZLIB ${HDF5_HL_LIBRARIES} ${HDF5_LIBRARIES})
if(HDF5_IS_PARALLEL AND NOT PEREGRINE_MPI)
  # Not called, but hdf5.h includes mpi.h.
  find_package(MPI REQUIRED COMPONENTS CXX)
  target_link_libraries(peregrine_dependencies INTERFACE MPI::MPI_CXX)
  target_compile_definitions(peregrine_dependencies INTERFACE OMPI_SKIP_MPICXX MPICH_SKIP_MPICXX)
endif()
if(PEREGRINE_MPI)
  find_package(MPI REQUIRED COMPONENTS CXX)
  target_link_libraries(peregrine_dependencies INTERFACE MPI::MPI_CXX)
  target_compile_definitions(peregrine_dependencies INTERFACE PEREGRINE_MPI OMPI_SKIP_MPICXX MPICH_SKIP_MPICXX)
endif()
