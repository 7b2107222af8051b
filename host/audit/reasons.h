// Why statements that are odd in the reference forecast stand.
#pragma once

#include <span>
#include <string>

namespace peregrine {

// A reason holds for values between both ends; beyond them a statement is odd without one.
struct Reason {
  const char* id;
  double low;
  double high;
  const char* why;
};

std::span<const Reason> known_reasons();

// Of a statement with this value; null where there is none.
const Reason* reason_for(const std::string& id, double value);

}  // namespace peregrine
