"""A LibreOffice without a screen."""

import os
import subprocess
import time
from pathlib import Path

import uno
from com.sun.star.connection import NoConnectException


def office(folder):
    """One process with a profile of its own, and its desktop."""
    name = f"workbook-{os.getpid()}"
    process = subprocess.Popen(
        ["soffice", "--headless", "--invisible", "--norestore", "--nologo", "--nodefault",
         f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", f"--accept=pipe,name={name};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while process.poll() in (None, 81):  # 81: it starts itself anew once the profile stands
        try:
            context = resolver.resolve(f"uno:pipe,name={name};urp;StarOffice.ComponentContext")
            return process, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit(f"soffice ended with {process.returncode}")
