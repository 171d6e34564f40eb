using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ConvoStudio.Engine.Policies;

/// <summary>Reads what <see cref="StateWriter"/> wrote; whatever is wrong is an <see cref="InvalidDataException"/> that says what.</summary>
internal ref struct StateReader
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly string _what;
    private int _position;

    /// <param name="bytes">All bytes of one saved state.</param>
    /// <param name="magic">Expected first four bytes.</param>
    /// <param name="version">Newest version this build reads.</param>
    /// <param name="what">Name of the thing, for messages.</param>
    public StateReader(ReadOnlySpan<byte> bytes, uint magic, int version, string what)
    {
        _what = what;
        if (bytes.Length < StateWriter.HeaderLength + StateWriter.HashLength)
            throw Invalid($"is truncated: {bytes.Length} bytes cannot hold header and hash");
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != magic)
            throw Invalid("does not begin with its magic number: these are other bytes");
        Version = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (Version < 1 || Version > version)
            throw Invalid($"has version {Version}; this build reads 1 to {version}");
        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        var expected = bytes.Length - StateWriter.HeaderLength - StateWriter.HashLength;
        if (length != expected)
            throw Invalid($"is {(length > expected ? "truncated" : "damaged")}: its body should have {length} bytes, not {expected}");
        var hashed = bytes[..^StateWriter.HashLength];
        if (!SHA256.HashData(hashed).AsSpan().SequenceEqual(bytes[^StateWriter.HashLength..]))
            throw Invalid("is corrupt: its bytes do not match their SHA-256");
        _body = hashed[StateWriter.HeaderLength..];
    }

    public int Version { get; }

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _body.Length - _position;

    public int ReadInt32(string name) => BinaryPrimitives.ReadInt32LittleEndian(Take(4, name));

    public long ReadInt64(string name) => BinaryPrimitives.ReadInt64LittleEndian(Take(8, name));

    public double ReadDouble(string name) => BinaryPrimitives.ReadDoubleLittleEndian(Take(8, name));

    /// <summary>A count whose elements, of at least <paramref name="elementBytes"/> bytes each, can be there; so that no damaged count makes a huge array.</summary>
    public int ReadCount(string name, int minimum, int elementBytes)
    {
        var count = ReadInt32(name);
        return count >= minimum && (long)count * elementBytes <= Remaining
            ? count
            : throw Invalid($"has {count} for {name}, which does not fit its length");
    }

    public void ReadDoubles(Span<double> destination, string name)
    {
        var source = Take((long)destination.Length * 8, name);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = BinaryPrimitives.ReadDoubleLittleEndian(source[(8 * i)..]);
    }

    public readonly void RequireEnd()
    {
        if (Remaining != 0)
            throw Invalid($"has {Remaining} bytes too many");
    }

    public readonly InvalidDataException Invalid(string problem) => new($"Saved {_what} {problem}.");

    private ReadOnlySpan<byte> Take(long count, string name)
    {
        if (count > Remaining)
            throw Invalid($"ends within {name}: {count} bytes needed, {Remaining} left");
        var span = _body.Slice(_position, (int)count);
        _position += (int)count;
        return span;
    }
}
