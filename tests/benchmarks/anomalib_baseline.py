"""The same work done by anomalib alone; run by bench_engine.py in processes of its own.

    anomalib_baseline.py fit GOOD_DIR CHECKPOINT      Engine.fit, then save
    anomalib_baseline.py inspect CHECKPOINT PATH...   load, then score every file with the torch model

Weights, layers, channels, image size and normalisation are the same as Gonogo's. Prints one JSON line.
"""

import json
import sys
import time
import warnings
from pathlib import Path

warnings.simplefilter("ignore")
START = time.perf_counter()


def padim():
    """Build anomalib's Padim with the packaged weights and their normalisation."""
    from anomalib.models import Padim
    from anomalib.pre_processing import PreProcessor
    from torchvision.transforms.v2 import Compose, Normalize, Resize

    from engine.backbones import backbone, find_weights, load_state_dict

    net = backbone("lite0")
    transform = Compose([Resize((256, 256), antialias=True), Normalize(net.mean, net.std)])
    model = Padim(
        backbone=net.name,
        layers=list(net.layers),
        pre_trained=False,
        n_features=100,
        pre_processor=PreProcessor(transform=transform),
    )
    extractor = model.model.feature_extractor.feature_extractor
    state = load_state_dict(net, find_weights(net))
    extractor.load_state_dict({key: state[key] for key in extractor.state_dict()})
    return model


def fit(good: str, checkpoint: str) -> dict:
    """Train on a folder with Engine.fit."""
    import logging

    from anomalib.data import Folder
    from anomalib.engine import Engine

    logging.disable(logging.CRITICAL)
    imported = time.perf_counter()
    model = padim()
    folder = Path(good)
    data = Folder(
        name="bench",
        root=folder.parent,
        normal_dir=folder.name,
        num_workers=0,
        train_batch_size=32,
        test_split_mode="none",
        val_split_mode="none",
    )
    engine = Engine(
        default_root_dir=str(Path(checkpoint).parent / "lightning"),
        accelerator="cpu",
        logger=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        limit_val_batches=0,
    )
    begin = time.perf_counter()
    engine.fit(model, datamodule=data)
    fitted = time.perf_counter()
    engine.trainer.save_checkpoint(checkpoint)
    return {"import": imported - START, "fit": fitted - begin}


def inspect(checkpoint: str, *paths: str) -> dict:
    """Score files one after the other with the torch model, decoding included."""
    import torch
    from anomalib.data.utils import read_image

    model = padim()
    state = torch.load(checkpoint, weights_only=False)["state_dict"]
    model.load_state_dict(state, strict=False)
    gaussian = model.model.gaussian
    gaussian.mean = state["model.gaussian.mean"]
    gaussian.inv_covariance = state["model.gaussian.inv_covariance"]
    model.eval()
    ready = time.perf_counter()
    scores = []
    with torch.inference_mode():
        for path in paths:
            image = read_image(path, as_tensor=True)[None]
            scores.append(float(model.model(model.pre_processor.transform(image)).pred_score))
    return {
        "load": ready - START,
        "per_image": (time.perf_counter() - ready) / len(paths),
        "scores": scores[:3],
    }


if __name__ == "__main__":
    result = {"fit": fit, "inspect": inspect}[sys.argv[1]](*sys.argv[2:])
    print("\n" + json.dumps(result))
