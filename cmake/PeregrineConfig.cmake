# find_package(Peregrine) for programs that embed the kernels: the target Peregrine::kernels, header
# files alone, with the flags that the same bits rest on.
get_filename_component(PEREGRINE_PREFIX "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
if(NOT TARGET Peregrine::kernels)
  add_library(Peregrine::kernels INTERFACE IMPORTED)
  target_compile_features(Peregrine::kernels INTERFACE cxx_std_20)
  target_include_directories(Peregrine::kernels INTERFACE "${PEREGRINE_PREFIX}/include/peregrine")
  target_compile_options(Peregrine::kernels INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-ffp-contract=off -fno-math-errno -fno-trapping-math -fopenmp-simd>
    $<$<COMPILE_LANGUAGE:CUDA>:--fmad=false>)
endif()
