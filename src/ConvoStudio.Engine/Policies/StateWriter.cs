using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ConvoStudio.Engine.Policies;

/// <summary>Writes saved state: magic and version (4 bytes each), length of the body (8), body, SHA-256 of all before (32). Little-endian throughout.</summary>
internal sealed class StateWriter
{
    public const int HeaderLength = 16;
    public const int HashLength = SHA256.HashSizeInBytes;

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public StateWriter(uint magic, int version)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Take(4), magic);
        Write(version);
        Write(0L);
    }

    public void Write(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void Write(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);

    public void Write(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            Write(value);
    }

    /// <summary>Completes the header, adds the hash and hands everything over.</summary>
    public void Finish(IBufferWriter<byte> destination)
    {
        var bytes = _bytes.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), bytes.Length - HeaderLength);
        destination.Write(bytes);
        destination.Write(SHA256.HashData(bytes));
    }

    private Span<byte> Take(int count)
    {
        var span = _bytes.GetSpan(count)[..count];
        _bytes.Advance(count);
        return span;
    }
}
