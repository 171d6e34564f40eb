using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace ConvoStudio.Application.Imports;

/// <summary>Counts conversations whose content came before under another id: 8 bytes of a hash each, so memory stays small.</summary>
internal sealed class ContentFingerprint : IDisposable
{
    // Short talks are alike without being copies.
    private const int LeastTurns = 4;

    // 5 million of them are 100 MB; a larger file is checked up to there.
    private const int MostRemembered = 5_000_000;
    private readonly HashSet<ulong> _seen = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Duplicated { get; private set; }

    public void Add(ReadOnlySpan<byte> json, int turns)
    {
        if (turns < LeastTurns || _seen.Count == MostRemembered)
            return;
        var (start, end) = IdOf(json);
        _hash.AppendData(json[..start]);
        _hash.AppendData(json[end..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(hash);
        Duplicated += _seen.Add(BinaryPrimitives.ReadUInt64LittleEndian(hash)) ? 0 : 1;
    }

    public void Dispose() => _hash.Dispose();

    private static (int Start, int End) IdOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("conversation_id"u8);
            reader.Read();
            if (isId)
                return ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
            reader.Skip();
        }

        return (0, 0);
    }
}
