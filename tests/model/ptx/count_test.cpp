// Runs the kernel of count_test.ptx in two launches of 64 threads, for count_test.py.
#include <cuda_runtime_api.h>

#include <cstdint>
#include <cstring>

extern "C" {
extern __thread std::uint32_t ptx_tid_x, ptx_ctaid_x, ptx_ntid_x, ptx_nctaid_x;
void ptx_counted(std::uint8_t* lanes, std::uint8_t* table);
cudaError_t __wrap_cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind);
cudaError_t __real_cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind) {
  std::memcpy(to, from, bytes);
  return cudaSuccess;
}
}

int main() {
  constexpr std::uint32_t threads = 64;
  float lanes[threads] = {};
  float table = 0.0f;
  const float one = 1.0f;
  __wrap_cudaMemcpy(&table, &one, sizeof one, cudaMemcpyHostToDevice);
  float* first = lanes;
  float* second = &table;
  ptx_ntid_x = threads;
  ptx_nctaid_x = 1;
  for (int launch = 0; launch < 2; ++launch) {
    for (ptx_tid_x = 0; ptx_tid_x < threads; ++ptx_tid_x) {
      ptx_counted(reinterpret_cast<std::uint8_t*>(&first),
                  reinterpret_cast<std::uint8_t*>(&second));
    }
  }
}
