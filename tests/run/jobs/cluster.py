"""A dask cluster of two worker processes on this machine; a program of its own.

Prints its address, and stays until it is killed.
"""

import sys
import time

from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs="CRITICAL",
        local_directory=sys.argv[1],
    ) as cluster:
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        time.sleep(600)
