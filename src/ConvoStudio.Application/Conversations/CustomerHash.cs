using System.Security.Cryptography;
using System.Text;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Conversations;

/// <summary>A customer's key as it is kept: nobody gets back from it to the key without the log's secret.</summary>
public static class CustomerHash
{
    /// <summary>32 bytes, HMAC-SHA256 of the key under the log's secret.</summary>
    /// <param name="log">Its secret is made with it and never changes.</param>
    /// <param name="customerKey">As agents send it.</param>
    public static byte[] Of(IDecisionLog log, string customerKey) => HMACSHA256.HashData(log.Secret.Span, Encoding.UTF8.GetBytes(customerKey));
}
