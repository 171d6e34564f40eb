using System.Buffers;
using System.Security.Cryptography;

namespace ConvoStudio.Application.Uploads;

/// <summary>Takes an upload into a file as it comes, counted and hashed.</summary>
internal static class UploadReceiver
{
    /// <returns>Bytes and hex SHA-256.</returns>
    /// <exception cref="PayloadTooLargeException">More bytes than allowed; the caller takes the file away.</exception>
    public static async Task<(long Size, string Hash)> ReceiveAsync(Stream content, string path, long maximum, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            var size = 0L;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                size += read;
                if (size > maximum)
                    throw new PayloadTooLargeException(maximum);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
