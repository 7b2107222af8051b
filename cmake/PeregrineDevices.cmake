# Which devices a binary carries, and how the launching unit is compiled for each.
find_package(Threads REQUIRED)

# An nvcc that is there and compiles nothing: CMake's own check does not tell why. Tried, not looked up,
# since some sites mend the headers of an old toolkit.
function(peregrine_why_nvcc_fails result)
  set(${result} "" PARENT_SCOPE)
  if(PEREGRINE_NVCC_WORKS)
    return()
  endif()
  find_program(PEREGRINE_NVCC NAMES ${CMAKE_CUDA_COMPILER} nvcc HINTS ENV CUDACXX)
  if(NOT PEREGRINE_NVCC)
    return()
  endif()
  set(unit ${PROJECT_BINARY_DIR}/CMakeFiles/nvcc_works.cu)
  file(WRITE ${unit} "int main() { return 0; }\n")
  execute_process(COMMAND ${PEREGRINE_NVCC} -ccbin ${CMAKE_CUDA_HOST_COMPILER} -c ${unit} -o ${unit}.o
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(status EQUAL 0)
    set(PEREGRINE_NVCC_WORKS ON CACHE INTERNAL "")
    return()
  endif()
  execute_process(COMMAND ${PEREGRINE_NVCC} --version OUTPUT_VARIABLE version ERROR_QUIET)
  string(REGEX MATCH "release ([0-9.]+)" version "${version}")
  set(version ${CMAKE_MATCH_1})
  execute_process(COMMAND ${CMAKE_CXX_COMPILER} -x c++ -E -dM -include features.h /dev/null
    OUTPUT_VARIABLE macros ERROR_QUIET)
  string(REGEX MATCH "__GLIBC__ ([0-9]+)" glibc "${macros}")
  set(glibc ${CMAKE_MATCH_1})
  string(REGEX MATCH "__GLIBC_MINOR__ ([0-9]+)" glibc_minor "${macros}")
  string(APPEND glibc .${CMAKE_MATCH_1})
  if(version VERSION_LESS 13.2 AND glibc VERSION_GREATER_EQUAL 2.41)
    set(reason "CUDA ${version} does not compile with glibc ${glibc}, which declares functions that its "
      "headers declare otherwise (cospi from glibc 2.41 on, rsqrt from 2.42 on): take CUDA 13.2 or newer; "
      "13.0 will do with glibc 2.41")
  else()
    string(STRIP "${output}" output)
    set(reason "${PEREGRINE_NVCC} (CUDA ${version}) with ${CMAKE_CUDA_HOST_COMPILER} compiles nothing:\n${output}")
  endif()
  string(CONCAT reason ${reason})
  set(${result} "${reason}" PARENT_SCOPE)
endfunction()

set(PEREGRINE_WITH_OMP OFF)
set(PEREGRINE_WITH_TBB OFF)
set(PEREGRINE_WITH_CUDA OFF)
if(PEREGRINE_DEVICE MATCHES "^(AUTO|CUDA|OMP)$")
  find_package(OpenMP COMPONENTS CXX)
  set(PEREGRINE_WITH_OMP ${OpenMP_CXX_FOUND})
  if(PEREGRINE_DEVICE STREQUAL OMP AND NOT OpenMP_CXX_FOUND)
    message(FATAL_ERROR "PEREGRINE_DEVICE=OMP needs OpenMP (Debian, clang: libomp-dev)")
  endif()
endif()
if(PEREGRINE_DEVICE MATCHES "^(AUTO|TBB)$")
  find_package(TBB QUIET)
  set(PEREGRINE_WITH_TBB ${TBB_FOUND})
  if(PEREGRINE_DEVICE STREQUAL TBB AND NOT TBB_FOUND)
    message(FATAL_ERROR "PEREGRINE_DEVICE=TBB needs oneTBB (Debian: libtbb-dev)")
  endif()
endif()
if(PEREGRINE_DEVICE MATCHES "^(AUTO|CUDA)$" AND NOT PEREGRINE_SANITIZE)
  include(CheckLanguage)
  if(NOT CMAKE_CUDA_COMPILER AND EXISTS /usr/local/cuda/bin/nvcc)
    set(CMAKE_CUDA_COMPILER /usr/local/cuda/bin/nvcc)
  endif()
  # CUDA and C++ objects are linked together: both go through the same host compiler. nvcc by itself
  # takes the g++ that is first on the path.
  if(NOT CMAKE_CUDA_HOST_COMPILER)
    set(CMAKE_CUDA_HOST_COMPILER ${CMAKE_CXX_COMPILER})
  endif()
  set(no_cuda "there is no nvcc (CUDA toolkit)")
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    set(no_cuda "the C++ compiler is ${CMAKE_CXX_COMPILER_ID}; beside nvcc it must be g++")
  else()
    peregrine_why_nvcc_fails(nvcc_fails)
    if(nvcc_fails)
      set(no_cuda ${nvcc_fails})
    else()
      check_language(CUDA)
    endif()
    if(CMAKE_CUDA_COMPILER AND NOT nvcc_fails)
      set(CMAKE_CUDA_ARCHITECTURES ${PEREGRINE_CUDA_ARCHITECTURES})
      enable_language(CUDA)
      set(PEREGRINE_WITH_CUDA ON)
    endif()
  endif()
  if(NOT PEREGRINE_WITH_CUDA)
    if(PEREGRINE_DEVICE STREQUAL CUDA)
      message(FATAL_ERROR "PEREGRINE_DEVICE=CUDA, but ${no_cuda}")
    endif()
    message(STATUS "Peregrine is built without CUDA: ${no_cuda}")
  endif()
endif()
message(STATUS "Peregrine devices: serial omp=${PEREGRINE_WITH_OMP} tbb=${PEREGRINE_WITH_TBB} cuda=${PEREGRINE_WITH_CUDA}")

# For CPU devices Thrust is headers alone. They are system headers: their warnings are not ours. A
# CUDA toolkit brings them along, from release 13 on in a folder of their own.
find_path(THRUST_INCLUDE thrust/for_each.h REQUIRED
  PATHS ${CMAKE_CUDA_TOOLKIT_INCLUDE_DIRECTORIES} /usr/local/cuda/include PATH_SUFFIXES cccl
  DOC "Folder of thrust/ (Debian: libthrust-dev; part of every CUDA toolkit)")

function(peregrine_add_ensemble_library name)
  # The same file for both compilers: CMake takes one language a file and folder, so the GPU build
  # includes it from a one-line unit of its own.
  configure_file(${PROJECT_SOURCE_DIR}/kernels/ensemble.cu
    ${PROJECT_BINARY_DIR}/kernels/ensemble_cpu.cpp COPYONLY)
  add_library(${name} STATIC ${PROJECT_BINARY_DIR}/kernels/ensemble_cpu.cpp)
  foreach(width IN ITEMS 1 8 16 32)
    set(unit ${PROJECT_BINARY_DIR}/kernels/ensemble_cpu_${width}.cpp)
    configure_file(${PROJECT_SOURCE_DIR}/kernels/ensemble.cu ${unit} COPYONLY)
    target_sources(${name} PRIVATE ${unit})
    set_source_files_properties(${unit} PROPERTIES COMPILE_DEFINITIONS PEREGRINE_TILE_WIDTH=${width})
    if(PEREGRINE_SANITIZE AND width GREATER 8)
      # Instrumented loops over lanes do not vectorise: a run takes three times as long with them,
      # and runs are most of what the suite does. The same text is instrumented in tiles of 1 and 8.
      set_source_files_properties(${unit} PROPERTIES COMPILE_OPTIONS -fno-sanitize=all)
    endif()
  endforeach()
  target_link_libraries(${name} PUBLIC peregrine_kernels Threads::Threads)
  target_include_directories(${name} SYSTEM PRIVATE ${THRUST_INCLUDE})
  target_compile_definitions(${name} PRIVATE
    THRUST_DEVICE_SYSTEM=THRUST_DEVICE_SYSTEM_CPP THRUST_IGNORE_CUB_VERSION_CHECK)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # Interleaves neighbouring vectors of lanes: their polynomials are chains of dependent
    # operations. g++ unrolls two vectors, then schedules before it assigns registers. A tenth
    # faster on AVX2. A loop over lanes within one over rows it would advance by two rows at once,
    # and then no more by vectors.
    target_compile_options(${name} PRIVATE -fschedule-insns -fsched-pressure -fno-loop-unroll-and-jam
      "SHELL:--param max-completely-peeled-insns=1000"
      "SHELL:--param max-completely-peel-times=2")
  endif()
  if(PEREGRINE_WITH_OMP)
    target_compile_definitions(${name} PUBLIC PEREGRINE_DEVICE_OMP)
    target_link_libraries(${name} PUBLIC OpenMP::OpenMP_CXX)
  endif()
  if(PEREGRINE_WITH_TBB)
    target_compile_definitions(${name} PUBLIC PEREGRINE_DEVICE_TBB)
    target_link_libraries(${name} PUBLIC TBB::tbb)
  endif()
  if(PEREGRINE_WITH_CUDA)
    find_package(CUDAToolkit REQUIRED)
    add_library(${name}_cuda STATIC ${PROJECT_SOURCE_DIR}/kernels/ensemble.cu)
    target_link_libraries(${name}_cuda PUBLIC peregrine_kernels PRIVATE CUDA::cudart_static)
    # CMake 3.25 knows no CUDA20; the kernels are C++17.
    set_target_properties(${name}_cuda PROPERTIES CUDA_STANDARD 17 CUDA_STANDARD_REQUIRED ON)
    target_compile_options(${name}_cuda PRIVATE
      --fmad=false -Xptxas=-v "$<$<BOOL:${PEREGRINE_WERROR}>:-Werror=all-warnings>")
    target_compile_definitions(${name} PUBLIC PEREGRINE_DEVICE_CUDA)
    target_link_libraries(${name} PUBLIC ${name}_cuda CUDA::cudart_static)
  endif()
endfunction()
