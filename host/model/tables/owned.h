// A view of the kernels together with the arrays behind it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace peregrine {

// `view` is what a kernel reads; its extents stand at its pointers. Each array is put there by one
// call of put() and lives as long as any copy of its owner: a copy shares the arrays, and the views
// of both stay good when either is moved or ends. Numbers of the view are set directly.
template <class View>
class Owned {
  static_assert(std::is_trivially_copyable_v<View>);

 public:
  View view = {};

  // Sets `pointer`, one of the view's own, to an array of these values. What it led to before goes.
  template <typename T>
  void put(const T*& pointer, std::vector<T> values) {
    const std::size_t place = place_of(pointer);
    drop(place, sizeof(pointer));
    auto array = std::make_shared<std::vector<T>>(std::move(values));
    pointer = array->data();
    arrays_.push_back({place, std::move(array)});
  }

  // The array that `pointer`, one of the view's own, leads to; empty where none was put.
  template <typename T>
  std::span<const T> array(const T* const& pointer) const {
    const Array* const found = find(place_of(pointer));
    if (found == nullptr) return {};
    return *std::get<Shared<T>>(found->values);
  }

  // The same, to write to: an array that is shared becomes one of this owner's alone.
  template <typename T>
  std::span<T> edit(const T*& pointer) {
    const Array* const found = find(place_of(pointer));
    if (found == nullptr) return {};
    if (std::get<Shared<T>>(found->values).use_count() > 1) {
      put(pointer, std::vector<T>(*std::get<Shared<T>>(found->values)));
    }
    return *std::get<Shared<T>>(find(place_of(pointer))->values);
  }

  // Makes `part`, a member of the view, what another owner's view is, its arrays included. What it
  // was before goes.
  template <class Part>
  void take(Part& part, Owned<Part> whole) {
    const std::size_t place = place_of(part);
    drop(place, sizeof(part));
    part = whole.view;
    for (auto& [within, values] : whole.arrays_) {
      arrays_.push_back({place + within, std::move(values)});
    }
  }

  // `member` of the view as a view of its own, which shares its arrays.
  template <class Member>
  Owned<Member> part(const Member& member) const {
    const std::size_t begin = place_of(member);
    Owned<Member> alone;
    alone.view = member;
    for (const Array& one : arrays_) {
      if (one.place >= begin && one.place < begin + sizeof(member)) {
        alone.arrays_.push_back({one.place - begin, one.values});
      }
    }
    return alone;
  }

  // The view as it is where `copy(array)` has put every array, of which it returns the place.
  template <class Copy>
  View copied(const Copy& copy) const {
    View there = view;
    for (const Array& array : arrays_) {
      const void* const values = std::visit(
          [&copy](const auto& shared) -> const void* { return copy(*shared); }, array.values);
      std::memcpy(reinterpret_cast<std::byte*>(&there) + array.place, &values, sizeof(values));
    }
    return there;
  }

 private:
  template <class>
  friend class Owned;

  template <typename T>
  using Shared = std::shared_ptr<std::vector<T>>;
  struct Array {
    std::size_t place;  // of the pointer, bytes from the view's begin
    std::variant<Shared<int>, Shared<float>> values;
  };

  // Where in the view a member of it lies.
  template <typename Member>
  std::size_t place_of(const Member& member) const {
    const auto* const begin = reinterpret_cast<const std::byte*>(&view);
    const auto* const at = reinterpret_cast<const std::byte*>(&member);
    const std::less<> before;
    if (before(at, begin) || before(begin + sizeof(View), at + sizeof(Member))) {
      throw std::logic_error("this pointer or part is of the view of another owner");
    }
    return static_cast<std::size_t>(at - begin);
  }

  const Array* find(std::size_t place) const {
    const auto found = std::find_if(arrays_.begin(), arrays_.end(),
                                    [place](const Array& one) { return one.place == place; });
    return found == arrays_.end() ? nullptr : &*found;
  }

  void drop(std::size_t begin, std::size_t bytes) {
    std::erase_if(arrays_, [begin, bytes](const Array& one) {
      return one.place >= begin && one.place < begin + bytes;
    });
  }

  std::vector<Array> arrays_;
};

}  // namespace peregrine
