# Flags that the same-bits promise rests on: no contraction of a*b+c behind the source's back, no
# errno or trap semantics in the way of vectorisation, and never fast-math.
add_library(peregrine_flags INTERFACE)
set(PEREGRINE_BITS_FLAGS -ffp-contract=off -fno-math-errno -fno-trapping-math)
target_compile_options(peregrine_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:${PEREGRINE_BITS_FLAGS} -fopenmp-simd -Wall -Wextra -Wshadow>)
if(PEREGRINE_ARCH)
  target_compile_options(peregrine_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-march=${PEREGRINE_ARCH}>)
endif()
if(PEREGRINE_WERROR)
  target_compile_options(peregrine_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()
# g++ 12 sees an overlap in std::string's own operator+ that is not there (GCC bug 105651) and, where
# the CPU has AVX-512, values in its own intrinsics that are not set (105593).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(peregrine_flags INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict -Wno-maybe-uninitialized -Wno-uninitialized>)
endif()
# A loop that clang declines to vectorise is a matter for the benchmark, not an error.
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  target_compile_options(peregrine_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-pass-failed>)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")
if(PEREGRINE_SANITIZE)
  target_compile_options(peregrine_flags INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=${PEREGRINE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g>)
  target_link_options(peregrine_flags INTERFACE -fsanitize=${PEREGRINE_SANITIZE})
endif()
# Hardening (docs/security.md). Nothing of it touches arithmetic.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
target_compile_options(peregrine_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-fstack-protector-strong>)
if(NOT PEREGRINE_SANITIZE AND CMAKE_BUILD_TYPE MATCHES "Rel")
  target_compile_options(peregrine_flags INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>)
endif()
target_link_options(peregrine_flags INTERFACE -Wl,--as-needed -Wl,-z,relro,-z,now,-z,noexecstack)
