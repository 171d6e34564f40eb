using System.Buffers.Binary;
using System.Security.Cryptography;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Simulations;

/// <summary>SHA-256 over every row of a log, in order: two rehearsals of one seed have the same.</summary>
public static class LogDigest
{
    public static string Of(IDecisionLog log)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[56];
        long sequence = 0;
        while (log.Read(sequence, 1000) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                BinaryPrimitives.WriteInt64BigEndian(head, entry.Sequence);
                BinaryPrimitives.WriteInt32BigEndian(head[8..], ((int)entry.Source << 16) | (int)entry.Kind);
                BinaryPrimitives.WriteInt64BigEndian(head[12..], entry.ConversationNo ?? -1);
                BinaryPrimitives.WriteInt32BigEndian(head[20..], entry.Turn ?? -1);
                BinaryPrimitives.WriteInt64BigEndian(head[24..], entry.OccurredAt.UtcTicks);
                BinaryPrimitives.WriteInt64BigEndian(head[32..], entry.RecordedAt.UtcTicks);
                BinaryPrimitives.WriteUInt128BigEndian(head[40..], entry.IdempotencyKey ?? 0);
                hash.AppendData(head);
                hash.AppendData(entry.Payload.Span);
                hash.AppendData(entry.Answer.Span);
            }

            sequence = entries[^1].Sequence;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
