// Large arrays on huge pages. What first touches a page waits for the kernel, and the arrays of a
// run, gigabytes of them, are hundreds of thousands of pages of the usual size.
#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>

// A sanitizer has operators of its own, which find more.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PEREGRINE_LARGE_ARRAYS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define PEREGRINE_LARGE_ARRAYS 0
#endif
#endif
#if !defined(PEREGRINE_LARGE_ARRAYS)

namespace {

constexpr std::size_t huge_page = std::size_t{1} << 21;
constexpr std::size_t large_bytes = 2 * huge_page;

// Null where there is no memory.
void* allocate(std::size_t bytes) {
  if (bytes < large_bytes) return std::malloc(bytes == 0 ? 1 : bytes);
  const std::size_t whole = (bytes + huge_page - 1) / huge_page * huge_page;
  void* const memory = whole < bytes ? nullptr : std::aligned_alloc(huge_page, whole);
  // A wish: where the kernel does not grant it, pages are the usual ones.
  if (memory != nullptr) madvise(memory, whole, MADV_HUGEPAGE);
  return memory;
}

}  // namespace

void* operator new(std::size_t bytes) {
  while (true) {
    void* const memory = allocate(bytes);
    if (memory != nullptr) return memory;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

#endif
