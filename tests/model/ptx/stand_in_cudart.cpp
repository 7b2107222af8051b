// Stands in for the CUDA runtime: "GPUs" whose memory is the host's and whose kernels are nvcc's
// PTX of kernels/ensemble.cu, translated to C (ptx_to_c.py). Linked with the program in place of
// the runtime, it lets `peregrine run --device cuda` run whole where there is no GPU. Memory is
// filled with 0xff, NaN, before use, as a GPU's may hold anything: kernels see only what the host
// gave them. What goes to a stream is done when the host waits for the stream, and no sooner: a
// host that does not wait reads what was there before.
//
// PEREGRINE_STAND_IN_GPUS says how many there are, else one, each of four multiprocessors;
// PEREGRINE_STAND_IN_MEMORY how many bytes each has, else 1e11, and PEREGRINE_STAND_IN_TAKEN how
// many of these another process takes once it was asked what is free. With
// PEREGRINE_STAND_IN_TRACE=FILE each process leaves in FILE.<process> the GPU it chose and a line
// for every launch and every copy.
#include <cuda_runtime_api.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "kernels/ensemble.h"
#include "tests/model/ptx/thread_blocks.h"

extern "C" {
void ptx_peregrine_begin_draws(std::uint8_t* task);
void ptx_peregrine_advance_year(std::uint8_t* task, std::uint8_t* step);
void ptx_peregrine_count_year(std::uint8_t* task, std::uint8_t* step);
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
    if (file_ != nullptr) std::fclose(file_);
  }
  void launch(const std::string& name, const dim3& grid, const dim3& block) const {
    if (file_ == nullptr) return;
    std::fprintf(file_, "%s <<<%u, %u>>>\n", name.c_str(), grid.x, block.x);
  }
  void choose(int gpu) const {
    if (file_ != nullptr) std::fprintf(file_, "gpu %d\n", gpu);
  }
  void copy(cudaMemcpyKind kind, std::size_t bytes) const {
    if (file_ == nullptr) return;
    std::fprintf(file_, "to %s %zu bytes\n", kind == cudaMemcpyDeviceToHost ? "host" : "device",
                 bytes);
  }

 private:
  static std::FILE* opened() {
    const char* const path = std::getenv("PEREGRINE_STAND_IN_TRACE");
    if (path == nullptr) return nullptr;
    return std::fopen((std::string(path) + "." + std::to_string(getpid())).c_str(), "w");
  }
  std::FILE* file_ = opened();
};
Trace& trace() {
  static Trace one;
  return one;
}

// The arguments of a kernel, as they were at its launch.
struct Arguments {
  alignas(16)
      std::uint8_t task[std::max(sizeof(peregrine::EnsembleTask), sizeof(peregrine::CountTask))];
  alignas(16) std::uint8_t step[sizeof(int)];
};

struct Kernel {
  void (*run)(Arguments& arguments);
  std::size_t task_bytes;
  bool has_step;
  ptx::Threads threads;
};

const std::map<std::string, Kernel>& kernels() {
  using peregrine::CountTask;
  using peregrine::EnsembleTask;
  static const std::map<std::string, Kernel> all = {
      {"peregrine_begin_draws",
       {[](Arguments& given) { ptx_peregrine_begin_draws(given.task); }, sizeof(EnsembleTask),
        false, ptx::Threads::alone}},
      {"peregrine_advance_year",
       {[](Arguments& given) { ptx_peregrine_advance_year(given.task, given.step); },
        sizeof(EnsembleTask), true, ptx::Threads::alone}},
      {"peregrine_count_year",
       {[](Arguments& given) { ptx_peregrine_count_year(given.task, given.step); },
        sizeof(CountTask), true, ptx::Threads::with_barriers}}};
  return all;
}

// What is to be done on streams, in order: all of them wait for each other.
std::vector<std::function<void()>>& to_do() {
  static std::vector<std::function<void()>> all;
  return all;
}

void do_all() {
  for (const auto& work : std::exchange(to_do(), {})) work();
}

struct Memory {
  static std::size_t asked(const char* variable, double otherwise) {
    const char* const value = std::getenv(variable);
    return static_cast<std::size_t>(value == nullptr ? otherwise : std::atof(value));
  }
  std::size_t total = asked("PEREGRINE_STAND_IN_MEMORY", 1e11);
  std::size_t taken_next = asked("PEREGRINE_STAND_IN_TAKEN", 0.0);
  std::size_t free = total;
  std::map<void*, std::size_t> allocated = {};
};
Memory& memory() {
  static Memory one;
  return one;
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
                             std::size_t shared, cudaStream_t) {
  const std::string& name = names()[function];
  const auto kernel = kernels().find(name);
  if (kernel == kernels().end()) return cudaErrorInvalidDeviceFunction;
  trace().launch(name, grid, block);
  const auto given = std::make_shared<Arguments>();
  std::memcpy(given->task, arguments[0], kernel->second.task_bytes);
  if (kernel->second.has_step) std::memcpy(given->step, arguments[1], sizeof given->step);
  const ptx::Launch launch = {grid.x, block.x, shared, kernel->second.threads};
  if (!ptx::fits(launch)) return cudaErrorInvalidValue;
  to_do().push_back(
      [launch, given, run = kernel->second.run] { ptx::run_blocks(launch, [&] { run(*given); }); });
  return cudaSuccess;
}
cudaError_t __cudaLaunchKernel(cudaKernel_t kernel, dim3 grid, dim3 block, void** arguments,
                               std::size_t shared, cudaStream_t stream) {
  return cudaLaunchKernel(kernel, grid, block, arguments, shared, stream);
}

cudaError_t cudaMalloc(void** pointer, std::size_t bytes) {
  constexpr std::size_t alignment = 256;
  if (bytes > memory().free) return cudaErrorMemoryAllocation;
  *pointer = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
  if (*pointer == nullptr) return cudaErrorMemoryAllocation;
  memory().free -= bytes;
  memory().allocated[*pointer] = bytes;
  std::memset(*pointer, 0xff, bytes);
  return cudaSuccess;
}
cudaError_t cudaFree(void* pointer) {
  do_all();
  memory().free += memory().allocated[pointer];
  memory().allocated.erase(pointer);
  std::free(pointer);
  return cudaSuccess;
}
cudaError_t cudaMallocHost(void** pointer, std::size_t bytes) {
  *pointer = std::malloc(bytes);
  return *pointer == nullptr ? cudaErrorMemoryAllocation : cudaSuccess;
}
cudaError_t cudaFreeHost(void* pointer) {
  std::free(pointer);
  return cudaSuccess;
}
cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* total) {
  *free = memory().free;
  *total = memory().total;
  memory().free -= std::exchange(memory().taken_next, 0);
  return cudaSuccess;
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind,
                            cudaStream_t) {
  trace().copy(kind, bytes);
  to_do().push_back([=] { std::memcpy(to, from, bytes); });
  return cudaSuccess;
}
cudaError_t cudaMemcpy2DAsync(void* to, std::size_t to_pitch, const void* from,
                              std::size_t from_pitch, std::size_t width, std::size_t height,
                              cudaMemcpyKind kind, cudaStream_t) {
  if (width > to_pitch || width > from_pitch) return cudaErrorInvalidPitchValue;
  trace().copy(kind, width * height);
  to_do().push_back([=] {
    for (std::size_t row = 0; row < height; ++row) {
      std::memcpy(static_cast<std::byte*>(to) + row * to_pitch,
                  static_cast<const std::byte*>(from) + row * from_pitch, width);
    }
  });
  return cudaSuccess;
}
cudaError_t cudaMemsetAsync(void* pointer, int byte, std::size_t bytes, cudaStream_t) {
  to_do().push_back([=] { std::memset(pointer, byte, bytes); });
  return cudaSuccess;
}
cudaError_t cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind) {
  cudaMemcpyAsync(to, from, bytes, kind, nullptr);
  do_all();
  return cudaSuccess;
}
cudaError_t cudaMemset(void* pointer, int byte, std::size_t bytes) {
  return cudaMemsetAsync(pointer, byte, bytes, nullptr);
}
cudaError_t cudaStreamCreate(cudaStream_t* stream) {
  *stream = nullptr;
  return cudaSuccess;
}
cudaError_t cudaStreamDestroy(cudaStream_t) {
  return cudaSuccess;
}
cudaError_t cudaStreamSynchronize(cudaStream_t) {
  do_all();
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
  properties->multiProcessorCount = 4;
  return cudaSuccess;
}
cudaError_t cudaSetDevice(int gpu) {
  trace().choose(gpu);
  return cudaSuccess;
}
cudaError_t cudaDeviceSynchronize(void) {
  do_all();
  return cudaSuccess;
}
cudaError_t cudaGetLastError(void) {
  return cudaSuccess;
}
const char* cudaGetErrorString(cudaError_t) {
  return "an error of the stand-in for CUDA";
}

}  // extern "C"
