// The coordinates and labels of an ensemble file, from its header.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "host/store/ensemble_header.h"

namespace peregrine {

// Where they go: numbers in the variable's type in memory, and texts.
struct CoordinateStore {
  std::function<void(std::string_view, const void*, std::size_t)> store_numbers;
  std::function<void(std::string_view, const std::vector<std::string>&)> texts;

  template <typename Values>
  void numbers(std::string_view name, const Values& values) const {
    store_numbers(name, values.data(), values.size());
  }
};

// Hands over every coordinate and label of a file of this header.
void store_coordinates(const EnsembleHeader& header, const CoordinateStore& store);

}  // namespace peregrine
