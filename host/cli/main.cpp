#include "host/cli/application.h"

int main(int argc, char** argv) {
  return peregrine::run_application(argc, argv);
}
