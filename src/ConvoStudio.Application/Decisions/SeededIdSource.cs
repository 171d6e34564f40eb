using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ConvoStudio.Application.Decisions;

/// <summary>Ids that are a function of a seed and a counter. Not thread-safe: a rehearsal takes one step at a time.</summary>
public sealed class SeededIdSource(long seed) : IIdSource
{
    private long _count;

    public Guid Next()
    {
        Span<byte> message = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(message, seed);
        BinaryPrimitives.WriteInt64BigEndian(message[8..], ++_count);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(message, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
