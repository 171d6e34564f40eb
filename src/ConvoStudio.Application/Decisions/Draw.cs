using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ConvoStudio.Application.Decisions;

/// <summary>Draws from the log's secret: HMAC-SHA256 as the generator, so that nobody outside can foresee a draw and everybody inside can repeat it.</summary>
public static class Draw
{
    /// <summary>draw_u32 of a decision, uniform in [0, 2³²).</summary>
    public static uint Of(ReadOnlySpan<byte> secret, Guid decisionId)
    {
        Span<byte> id = stackalloc byte[16];
        decisionId.TryWriteBytes(id, bigEndian: true, out _);
        return First(secret, id);
    }

    /// <summary>Draw of a unit for a purpose (an experiment's key and epoch, the holdout, the canary).</summary>
    public static uint Of(ReadOnlySpan<byte> secret, string purpose, string unit) => First(secret, Encoding.UTF8.GetBytes($"{purpose}\n{unit}"));

    /// <summary>Index of the drawn action: the first whose cumulated weight exceeds the draw.</summary>
    /// <param name="weights">Sum to 2³².</param>
    public static int Pick(ReadOnlySpan<ulong> weights, uint draw)
    {
        ulong cumulated = 0;
        for (var i = 0; i < weights.Length; i++)
            if ((cumulated += weights[i]) > draw)
                return i;
        throw new ArgumentException("The weights do not sum to 2³².", nameof(weights));
    }

    private static uint First(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> message)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(secret, message, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }
}
