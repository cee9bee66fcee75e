"""A dask cluster of worker processes on this machine; a program of its own.

Its arguments are a folder, and as one chooses “tls” and the number of workers. Prints its address,
and stays until it is killed.
"""

import sys
import time

from distributed import LocalCluster

if __name__ == "__main__":
    protocol, workers = sys.argv[2:] or ("tcp", "2")
    with LocalCluster(
        n_workers=int(workers),
        protocol=protocol,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs="CRITICAL",
        local_directory=sys.argv[1],
    ) as cluster:
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        time.sleep(600)
