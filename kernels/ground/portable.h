// The ground under every kernel: what differs between a CPU compiler and nvcc, and nothing else.
//
// A lane is one draw. A tile is `W` neighbouring draws that advance together: on the CPU W is a
// multiple of the SIMD width, on the GPU W is 1 and the lane is the thread. Lanes never talk to
// each other, so a tile's width cannot change any draw's bits.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__CUDACC__)
#define PEREGRINE_FUNCTION __host__ __device__ __forceinline__
#else
#define PEREGRINE_FUNCTION inline __attribute__((always_inline))
#endif

// The loop over the lanes of a tile: `PEREGRINE_LANES(lane, W) x[lane] = 0.0f;`.
#if defined(__CUDA_ARCH__)
#define PEREGRINE_LANES(lane, W) for (int lane = 0; lane < (W); ++lane)
#else
#define PEREGRINE_LANES(lane, W) _Pragma("omp simd") for (int lane = 0; lane < (W); ++lane)
#endif

namespace peregrine {

// One rounding of a * b + c on every device. The only way a product and a sum are fused here:
// the compilers' own contraction is switched off.
PEREGRINE_FUNCTION float fused(float a, float b, float c) {
#if defined(__CUDA_ARCH__)
  return __fmaf_rn(a, b, c);
#else
  return __builtin_fmaf(a, b, c);
#endif
}

// The correctly rounded square root, which IEEE 754 makes the same everywhere.
PEREGRINE_FUNCTION float square_root(float x) {
#if defined(__CUDA_ARCH__)
  return __fsqrt_rn(x);
#else
  return __builtin_sqrtf(x);
#endif
}

PEREGRINE_FUNCTION float smaller(float a, float b) {
  return a < b ? a : b;
}
PEREGRINE_FUNCTION float larger(float a, float b) {
  return a > b ? a : b;
}
PEREGRINE_FUNCTION float within(float x, float low, float high) {
  return smaller(larger(x, low), high);
}

}  // namespace peregrine
