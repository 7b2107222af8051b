# Which devices a binary carries, and how the launching unit is compiled for each.
find_package(Threads REQUIRED)

set(PEREGRINE_WITH_OMP OFF)
set(PEREGRINE_WITH_TBB OFF)
set(PEREGRINE_WITH_CUDA OFF)
if(PEREGRINE_DEVICE MATCHES "^(AUTO|CUDA|OMP)$")
  find_package(OpenMP COMPONENTS CXX)
  set(PEREGRINE_WITH_OMP ${OpenMP_CXX_FOUND})
  if(PEREGRINE_DEVICE STREQUAL OMP AND NOT OpenMP_CXX_FOUND)
    message(FATAL_ERROR "PEREGRINE_DEVICE=OMP needs OpenMP (Debian, clang: libomp-14-dev)")
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
  # CUDA and C++ objects are linked together: both go through the same host compiler.
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    check_language(CUDA)
    if(CMAKE_CUDA_COMPILER)
      set(CMAKE_CUDA_ARCHITECTURES ${PEREGRINE_CUDA_ARCHITECTURES})
      enable_language(CUDA)
      set(PEREGRINE_WITH_CUDA ON)
    endif()
  endif()
  if(PEREGRINE_DEVICE STREQUAL CUDA AND NOT PEREGRINE_WITH_CUDA)
    message(FATAL_ERROR "PEREGRINE_DEVICE=CUDA needs nvcc (CUDA toolkit) and g++")
  endif()
endif()
message(STATUS "Peregrine devices: serial omp=${PEREGRINE_WITH_OMP} tbb=${PEREGRINE_WITH_TBB} cuda=${PEREGRINE_WITH_CUDA}")

# Random123 and, for CPU devices, Thrust are header-only. Thrust is a system header: its warnings
# are not ours.
find_path(RANDOM123_INCLUDE Random123/philox.h REQUIRED)
add_library(peregrine_random123 INTERFACE)
target_include_directories(peregrine_random123 SYSTEM INTERFACE ${RANDOM123_INCLUDE})
find_path(THRUST_INCLUDE thrust/for_each.h REQUIRED)

function(peregrine_add_ensemble_library name)
  # The same file for both compilers: CMake takes one language a file and folder, so the GPU build
  # includes it from a one-line unit of its own.
  configure_file(${PROJECT_SOURCE_DIR}/kernels/ensemble.cu
    ${PROJECT_BINARY_DIR}/kernels/ensemble_cpu.cpp COPYONLY)
  add_library(${name} STATIC ${PROJECT_BINARY_DIR}/kernels/ensemble_cpu.cpp)
  target_link_libraries(${name} PUBLIC peregrine_kernels Threads::Threads)
  target_include_directories(${name} SYSTEM PRIVATE ${THRUST_INCLUDE})
  target_compile_definitions(${name} PRIVATE
    THRUST_DEVICE_SYSTEM=THRUST_DEVICE_SYSTEM_CPP THRUST_IGNORE_CUB_VERSION_CHECK)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # Interleaves neighbouring vectors of lanes: their polynomials are chains of dependent
    # operations. g++ unrolls two vectors, then schedules before it assigns registers. A tenth
    # faster on AVX2.
    target_compile_options(${name} PRIVATE -fschedule-insns -fsched-pressure
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
