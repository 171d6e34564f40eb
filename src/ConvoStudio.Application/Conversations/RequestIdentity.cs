using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ConvoStudio.Application.Conversations;

/// <summary>What makes a repeated request recognisable: its idempotency key and its body, both as the first 16 bytes of their SHA-256.</summary>
public readonly record struct RequestIdentity(UInt128 Key, UInt128 BodyHash)
{
    /// <param name="idempotencyKey">As the client sent it.</param>
    /// <param name="operation">Name of the operation: the same key for another operation is another body.</param>
    /// <param name="body">The request body as it arrived.</param>
    public static RequestIdentity Of(string idempotencyKey, string operation, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(operation));
        hash.AppendData([0]);
        hash.AppendData(body);
        return new RequestIdentity(Short(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey))), Short(hash.GetHashAndReset()));
    }

    private static UInt128 Short(byte[] hash) => BinaryPrimitives.ReadUInt128BigEndian(hash);
}
