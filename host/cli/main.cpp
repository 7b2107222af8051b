#include "host/cli/application.h"
#include "host/cli/console.h"
#include "host/cluster/cluster.h"

int main(int argc, char** argv) {
  const peregrine::Cluster cluster(&argc, &argv);
  if (peregrine::world_rank() != 0) peregrine::keep_silent();
  return peregrine::run_application(argc, argv);
}
