// Memory of a GPU and of the host as the CUDA runtime gives it, and a stream; each ends with its
// owner. Errors are thrown as std::runtime_error with CUDA's own words.
#pragma once

#include <cuda_runtime_api.h>
#include <fmt/format.h>

#include <cstddef>
#include <stdexcept>
#include <utility>
#include <vector>

namespace peregrine {

inline void check_cuda(cudaError_t status, const char* what) {
  if (status != cudaSuccess) {
    throw std::runtime_error(fmt::format("{}: {} (CUDA)", what, cudaGetErrorString(status)));
  }
}

// Of what a kernel's launch returned: nullptr, or an error in words.
inline void check_launch(const char* error, const char* what) {
  if (error != nullptr) throw std::runtime_error(fmt::format("{}: {} (CUDA)", what, error));
}

class DeviceMemory {
 public:
  DeviceMemory() = default;
  ~DeviceMemory() {
    for (void* pointer : pointers_) cudaFree(pointer);
  }
  DeviceMemory(const DeviceMemory&) = delete;
  DeviceMemory& operator=(const DeviceMemory&) = delete;

  // nullptr where there is not as much.
  void* try_allocate(std::size_t bytes) {
    void* pointer = nullptr;
    const cudaError_t status = cudaMalloc(&pointer, bytes == 0 ? 1 : bytes);
    if (status == cudaErrorMemoryAllocation) {
      cudaGetLastError();  // so that no later call reports it
      return nullptr;
    }
    check_cuda(status, "allocating GPU memory");
    pointers_.push_back(pointer);
    return pointer;
  }

  void* allocate(std::size_t bytes) {
    void* const pointer = try_allocate(bytes);
    if (pointer == nullptr) check_cuda(cudaErrorMemoryAllocation, "allocating GPU memory");
    return pointer;
  }

  template <typename T>
  T* allocate_array(std::size_t count) {
    return static_cast<T*>(allocate(count * sizeof(T)));
  }

  template <typename T>
  T* copy(const std::vector<T>& host) {
    T* const device = allocate_array<T>(host.size());
    check_cuda(cudaMemcpy(device, host.data(), host.size() * sizeof(T), cudaMemcpyHostToDevice),
               "copying to the GPU");
    return device;
  }

 private:
  std::vector<void*> pointers_;
};

// Host memory that a GPU copies to while both go on.
class PinnedMemory {
 public:
  explicit PinnedMemory(std::size_t bytes) {
    void* pointer = nullptr;
    check_cuda(cudaMallocHost(&pointer, bytes == 0 ? 1 : bytes), "pinning host memory");
    memory_ = static_cast<std::byte*>(pointer);
  }
  ~PinnedMemory() { cudaFreeHost(memory_); }
  PinnedMemory(const PinnedMemory&) = delete;
  PinnedMemory& operator=(const PinnedMemory&) = delete;
  std::byte* get() const { return memory_; }

 private:
  std::byte* memory_ = nullptr;
};

class Stream {
 public:
  Stream() { check_cuda(cudaStreamCreate(&stream_), "making a stream"); }
  ~Stream() { cudaStreamDestroy(stream_); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  cudaStream_t get() const { return stream_; }
  void wait() const { check_cuda(cudaStreamSynchronize(stream_), "simulating on the GPU"); }

 private:
  cudaStream_t stream_ = nullptr;
};

}  // namespace peregrine
