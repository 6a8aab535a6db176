"""What QGIS reads of a server, as JSON: qgis_layers.py URL. To be run by the Python that has qgis.core."""

from __future__ import annotations

import json
import sys
from typing import Any

from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer

BOX = (114.0, 32.9, 114.2, 33.1)


def read(url: str, collection: str) -> dict[str, Any]:
    source = f"url='{url}' typename='{collection}'"
    layer = QgsVectorLayer(source, collection, "OAPIF")
    if not layer.isValid():
        return {"error": layer.error().message() or "the layer is not valid"}
    request = QgsFeatureRequest()
    features = list(layer.getFeatures(request))
    # A layer of its own, so that nothing is in its memory yet.
    fresh = QgsVectorLayer(source, collection, "OAPIF")
    boxed = list(fresh.getFeatures(QgsFeatureRequest().setFilterRect(QgsRectangle(*BOX))))
    return {
        "features": len(features),
        "fields": [field.name() for field in layer.fields()],
        "system": layer.crs().authid(),
        "inBox": sorted(feature["id" if collection == "facilities" else "code"] for feature in boxed),
    }


def main() -> None:
    application = QgsApplication([], False)
    application.initQgis()
    try:
        print(json.dumps({name: read(sys.argv[1], name) for name in ("facilities", "villages", "unserved")}))
    finally:
        application.exitQgis()


if __name__ == "__main__":
    main()
