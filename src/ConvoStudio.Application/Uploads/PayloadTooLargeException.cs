namespace ConvoStudio.Application.Uploads;

/// <summary>The upload is larger than allowed; nothing of it was kept. Answered as 413.</summary>
public sealed class PayloadTooLargeException(long maximumBytes) : Exception(
    $"The file is larger than {maximumBytes / (1024.0 * 1024):0.#} MiB. Nothing was kept. Split it, pack it with gzip, or raise Imports:MaximumBytes.")
{
    public long MaximumBytes { get; } = maximumBytes;
}
