// Stands in for the CUDA runtime: "GPUs" whose memory is the host's and whose kernels are nvcc's
// PTX of kernels/ensemble.cu, translated to C (ptx_to_c.py). Linked with the program in place of
// the runtime, it lets `peregrine run --device cuda` run whole where there is no GPU. Memory is
// filled with 0xff, NaN, before use, as a GPU's may hold anything: kernels see only what the host
// gave them.
//
// PEREGRINE_STAND_IN_GPUS says how many there are, else one. With PEREGRINE_STAND_IN_TRACE=FILE
// each process leaves in FILE.<process> the GPU it chose, a line for every launch and, at the end,
// the bytes that were copied each way.
#include <cuda_runtime_api.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <thread>
#include <vector>

extern "C" {
extern __thread std::uint32_t ptx_tid_x, ptx_ctaid_x, ptx_ntid_x, ptx_nctaid_x;
void ptx_peregrine_begin_draws(std::uint8_t* task);
void ptx_peregrine_advance_year(std::uint8_t* task, std::uint8_t* step);
}

namespace {

// What the host's side of a kernel is registered as.
std::map<const void*, std::string>& names() {
  static std::map<const void*, std::string> all;
  return all;
}

struct Configuration {
  dim3 grid, block;
  std::size_t shared;
  cudaStream_t stream;
};
thread_local std::vector<Configuration> configurations;

class Trace {
 public:
  ~Trace() {
    if (file_ == nullptr) return;
    std::fprintf(file_, "to device %zu bytes\nto host %zu bytes\n", to_device_.load(),
                 to_host_.load());
    std::fclose(file_);
  }
  void launch(const std::string& name, const dim3& grid, const dim3& block) const {
    if (file_ == nullptr) return;
    std::fprintf(file_, "%s <<<%u, %u>>>\n", name.c_str(), grid.x, block.x);
  }
  void choose(int gpu) const {
    if (file_ != nullptr) std::fprintf(file_, "gpu %d\n", gpu);
  }
  void copy(cudaMemcpyKind kind, std::size_t bytes) {
    if (kind == cudaMemcpyHostToDevice) to_device_ += bytes;
    if (kind == cudaMemcpyDeviceToHost) to_host_ += bytes;
  }

 private:
  static std::FILE* opened() {
    const char* const path = std::getenv("PEREGRINE_STAND_IN_TRACE");
    if (path == nullptr) return nullptr;
    return std::fopen((std::string(path) + "." + std::to_string(getpid())).c_str(), "w");
  }
  std::FILE* file_ = opened();
  std::atomic<std::size_t> to_device_ = 0;
  std::atomic<std::size_t> to_host_ = 0;
};
Trace& trace() {
  static Trace one;
  return one;
}

using Kernel = void (*)(void** arguments);

void begin_draws(void** arguments) {
  ptx_peregrine_begin_draws(static_cast<std::uint8_t*>(arguments[0]));
}
void advance_year(void** arguments) {
  ptx_peregrine_advance_year(static_cast<std::uint8_t*>(arguments[0]),
                             static_cast<std::uint8_t*>(arguments[1]));
}
Kernel kernel_of(const std::string& name) {
  if (name == "peregrine_begin_draws") return begin_draws;
  return name == "peregrine_advance_year" ? advance_year : nullptr;
}

}  // namespace

extern "C" {

void** __cudaRegisterFatBinary(void*) {
  static void* handle = nullptr;
  return &handle;
}
void __cudaRegisterFatBinaryEnd(void**) {}
void __cudaUnregisterFatBinary(void**) {}
void __cudaRegisterFunction(void**, const char* host, char*, const char* name, int, uint3*, uint3*,
                            dim3*, dim3*, int*) {
  names()[host] = name;
}
unsigned __cudaPushCallConfiguration(dim3 grid, dim3 block, std::size_t shared,
                                     struct CUstream_st* stream) {
  configurations.push_back({grid, block, shared, stream});
  return 0;
}
cudaError_t __cudaPopCallConfiguration(dim3* grid, dim3* block, std::size_t* shared, void* stream) {
  const Configuration last = configurations.back();
  configurations.pop_back();
  *grid = last.grid;
  *block = last.block;
  *shared = last.shared;
  *static_cast<cudaStream_t*>(stream) = last.stream;
  return cudaSuccess;
}
// Newer toolkits hand a kernel over in two steps.
cudaError_t __cudaGetKernel(cudaKernel_t* kernel, const void* function) {
  *kernel = reinterpret_cast<cudaKernel_t>(const_cast<void*>(function));
  return cudaSuccess;
}

cudaError_t cudaLaunchKernel(const void* function, dim3 grid, dim3 block, void** arguments,
                             std::size_t, cudaStream_t) {
  const std::string& name = names()[function];
  const Kernel kernel = kernel_of(name);
  if (kernel == nullptr) return cudaErrorInvalidDeviceFunction;
  trace().launch(name, grid, block);
  std::atomic<unsigned> next = 0;
  const auto run_blocks = [&] {
    ptx_ntid_x = block.x;
    ptx_nctaid_x = grid.x;
    constexpr unsigned threads_a_turn = 32;
    const unsigned turns = (block.x + threads_a_turn - 1) / threads_a_turn;
    for (unsigned turn = next++; turn < grid.x * turns; turn = next++) {
      ptx_ctaid_x = turn / turns;
      const unsigned first = turn % turns * threads_a_turn;
      for (unsigned thread = first; thread < first + threads_a_turn && thread < block.x; ++thread) {
        ptx_tid_x = thread;
        kernel(arguments);
      }
    }
  };
  std::vector<std::jthread> threads;
  const unsigned processors = std::thread::hardware_concurrency();
  for (unsigned k = 0; k < processors; ++k) threads.emplace_back(run_blocks);
  return cudaSuccess;
}
cudaError_t __cudaLaunchKernel(cudaKernel_t kernel, dim3 grid, dim3 block, void** arguments,
                               std::size_t shared, cudaStream_t stream) {
  return cudaLaunchKernel(kernel, grid, block, arguments, shared, stream);
}

cudaError_t cudaMalloc(void** pointer, std::size_t bytes) {
  constexpr std::size_t alignment = 256;
  *pointer = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
  if (*pointer == nullptr) return cudaErrorMemoryAllocation;
  std::memset(*pointer, 0xff, bytes);
  return cudaSuccess;
}
cudaError_t cudaFree(void* pointer) {
  std::free(pointer);
  return cudaSuccess;
}
cudaError_t cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind) {
  trace().copy(kind, bytes);
  std::memcpy(to, from, bytes);
  return cudaSuccess;
}
cudaError_t cudaGetDeviceCount(int* count) {
  const char* const asked = std::getenv("PEREGRINE_STAND_IN_GPUS");
  *count = asked == nullptr ? 1 : std::atoi(asked);
  return cudaSuccess;
}
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int) {
  *properties = {};
  std::strcpy(properties->name, "PTX on the CPU");
  return cudaSuccess;
}
cudaError_t cudaSetDevice(int gpu) {
  trace().choose(gpu);
  return cudaSuccess;
}
cudaError_t cudaDeviceSynchronize(void) {
  return cudaSuccess;
}
cudaError_t cudaGetLastError(void) {
  return cudaSuccess;
}
const char* cudaGetErrorString(cudaError_t) {
  return "an error of the stand-in for CUDA";
}

}  // extern "C"
