using System.Buffers;
using System.Security.Cryptography;

namespace ConvoStudio.Application.Uploads;

/// <summary>Takes an upload into a file as it comes, counted and hashed.</summary>
internal static class UploadReceiver
{
    /// <summary>The name without folders, as any system writes them.</summary>
    public static string NameOf(string fileName) => Path.GetFileName(fileName.Replace('\\', '/')).Trim();

    /// <summary>Receives a file and stores what says that it is there. Where either fails the file is gone again.</summary>
    /// <param name="content">The bytes as they come.</param>
    /// <param name="path">A new file.</param>
    /// <param name="maximum">Most bytes.</param>
    /// <param name="store">Given bytes and hex SHA-256.</param>
    /// <param name="cancellationToken">Leaves no file either.</param>
    /// <exception cref="PayloadTooLargeException">More bytes than allowed.</exception>
    public static async Task<T> ReceiveAsync<T>(Stream content, string path, long maximum, Func<long, string, Task<T>> store, CancellationToken cancellationToken)
    {
        try
        {
            var (size, hash) = await WriteAsync(content, path, maximum, cancellationToken);
            return await store(size, hash);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static async Task<(long Size, string Hash)> WriteAsync(Stream content, string path, long maximum, CancellationToken cancellationToken)
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
