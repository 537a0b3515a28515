import type { FailureCode } from '../../../shared/model/failure.ts';
import type { Catalog } from '../catalog.ts';
import type { failures as en } from '../en/failures.ts';

const codes = {
  NO_NODE: '{{what}}失败：节点不存在（或已被删除）。请刷新查看当前内容。',
  NO_AUTH: '{{what}}失败：节点的 ACL 没有授予当前会话所需的权限。',
  BAD_VERSION: '{{what}}失败：读取之后已有他人修改了该节点。请比较两个版本后再决定。',
  NODE_EXISTS: '{{what}}失败：同名节点已存在。请换一个名称。',
  NOT_EMPTY: '{{what}}失败：节点还有子节点。请先删除子节点，或连同子节点一起删除。',
  NO_CHILDREN_FOR_EPHEMERALS: '{{what}}失败：父节点是临时节点，临时节点不能有子节点。',
  INVALID_ACL: '{{what}}失败：服务器不接受此 ACL。请检查其 scheme 和 id。',
  AUTH_FAILED: '{{what}}失败：服务器未接受凭据。请检查凭据后重新连接。',
  SESSION_EXPIRED: '{{what}}失败：会话已过期，其临时节点已消失。请在新会话中重试。',
  SESSION_MOVED: '{{what}}失败：会话已转移到另一台服务器。请重试。',
  NOT_READ_ONLY: '{{what}}失败：服务器与集群多数失去联系，目前只读。请在其恢复后重试。',
  QUOTA_EXCEEDED: '{{what}}失败：将超出这部分节点的配额。请释放空间或提高配额。',
  THROTTLED: '{{what}}失败：服务器过载，拒绝了请求。请稍后重试。',
  UNIMPLEMENTED: '{{what}}失败：该服务器无法执行此操作，可能版本过旧或未启用该功能。',
  BAD_ARGUMENTS: '{{what}}失败：服务器不接受这些值。请检查名称和模式。',
  SASL_REQUIRED: '{{what}}失败：服务器只允许通过 SASL 认证的客户端，而此连接没有认证。',
  SERVER_ERROR: '{{what}}失败：服务器返回了自身错误。详情请查看服务器日志。',
  NAME_NOT_FOUND: '{{what}}失败：无法解析主机名。请检查拼写以及 DNS 或 VPN。',
  CONNECTION_REFUSED:
    '{{what}}失败：连接被拒绝，主机可达，但该端口没有服务在监听。请检查端口以及服务器是否在运行。',
  HOST_UNREACHABLE: '{{what}}失败：没有通往该主机的路由。请检查网络或 VPN。',
  CONNECT_TIMEOUT: '{{what}}失败：主机在连接超时时间内没有响应，可能被防火墙阻挡。',
  SERVER_SILENT: '{{what}}失败：服务器接受了连接但没有应答，可能已卡住或过载。',
  NOT_ZOOKEEPER: '{{what}}失败：该端口上的服务不是 ZooKeeper 客户端端口。请检查端口，通常是 2181。',
  SERVER_HUNG_UP: '{{what}}失败：服务器立即关闭了连接，可能客户端过多、需要 TLS，或尚未提供服务。',
  CONNECTION_LOST: '{{what}}失败：连接已断开。请在恢复后重试。',
  NOT_CONNECTED: '现在无法{{what}}：没有连接。请在恢复后重试。',
  OPERATION_TIMEOUT: '{{what}}失败：服务器没有及时应答。请重试。',
  ANSWER_TOO_SLOW:
    '{{what}}失败：应答到达得太慢，连接已断开。请检查到该服务器的网络，或连接另一台服务器。',
  ANSWER_TOO_LARGE:
    '{{what}}失败：应答超出 Treekeeper 可读取的大小。请在服务器上用其他工具查看该节点，并查明是谁写入了这么多内容。',
  PROTOCOL_ERROR: '{{what}}失败：服务器的应答无法理解，连接已断开。',
  CERTIFICATE_UNTRUSTED:
    '{{what}}失败：服务器证书不是由此处信任的机构签发的。请检查 CA 证书，并确认这是正确的服务器。',
  CERTIFICATE_EXPIRED: '{{what}}失败：服务器证书已过期，需要更新；也请检查本机时钟。',
  CERTIFICATE_NOT_YET_VALID: '{{what}}失败：服务器证书尚未生效。请检查本机和服务器的时钟。',
  CERTIFICATE_NAME_MISMATCH:
    '{{what}}失败：服务器证书属于另一个主机名。请使用证书中的名称连接，或关闭名称校验。',
  CLIENT_CERTIFICATE_REQUIRED: '{{what}}失败：服务器要求客户端证书，而此连接没有提供。',
  CLIENT_CERTIFICATE_REJECTED:
    '{{what}}失败：服务器不接受客户端证书，证书可能已过期，或签发机构不受服务器信任。',
  NOT_TLS: '{{what}}失败：该端口上的服务不使用 TLS。请检查端口：TLS 端口与非 TLS 端口是分开的。',
  TLS_REQUIRED: '{{what}}失败：该端口只接受 TLS 连接。请启用 TLS，或使用非 TLS 端口。',
  TLS_FAILED: '{{what}}失败：未能协商出 TLS 连接，服务器可能只允许其他版本或加密套件。',
  SASL_UNSUPPORTED: '{{what}}失败：服务器不支持 SASL，无法在其上使用用户名和密码。',
  SERVER_UNPROVEN: '{{what}}失败：服务器未能证明它知道密码，可能不是它所声称的服务器。',
  CA_INVALID: '未尝试{{what}}：无法读取 CA 证书。必须是 PEM 格式的证书。',
  CLIENT_CERTIFICATE_INVALID:
    '未尝试{{what}}：无法读取客户端证书。必须是 PEM 格式，或与私钥一起保存在 PKCS #12 文件中。',
  CLIENT_KEY_INVALID: '未尝试{{what}}：无法读取客户端证书的私钥。必须是 PEM 格式。',
  CLIENT_KEY_MISMATCH: '未尝试{{what}}：私钥与客户端证书不匹配。',
  PASSPHRASE_WRONG: '未尝试{{what}}：客户端证书私钥的密码缺失或错误。',
  INVALID_INPUT: '{{what}}未发送：有无效的值。请检查输入内容。',
  TOO_LARGE:
    '{{what}}失败：超出了服务器单个请求可接受的大小。请缩短数据，或在每台服务器上调大 jute.maxbuffer 后重新连接。',
  PROTECTED_NODE:
    '{{what}}被拒绝：根节点以及 /zookeeper 和其下的节点属于 ZooKeeper 自身，不能在此创建或删除。',
  READ_ONLY_LOCK: '{{what}}被拒绝：此连接以只读方式打开。如需修改，请取消只读后重新连接。',
  WATCH_LIMIT: '{{what}}被拒绝：此连接的监听数已达上限。请先移除不再需要的监听。',
  KEYCHAIN_UNAVAILABLE:
    '{{what}}被拒绝：保存到磁盘的内容需要加密，而此系统没有可存放密钥的钥匙串。在 Linux 上，请启动并解锁 GNOME Keyring 或 KWallet；在其他系统上，请解锁钥匙串并允许访问。然后重试。',
  STORAGE_FAILED:
    '{{what}}失败：无法写入或删除 Treekeeper 自身的文件。请释放一些磁盘空间，或检查其文件夹的权限。',
  FILE_FAILED: '{{what}}失败：无法读取或写入该文件。请确认文件存在、您有权限访问，且磁盘空间充足。',
  CANCELLED: '已取消{{what}}。',
  INTERNAL: '由于 Treekeeper 的程序错误，{{what}}失败。日志中有详细信息。',
} as const satisfies Record<FailureCode, string>;

const operations = {
  connect: '连接',
  connectTo: '连接 {{server}} ',
  exists: '检查 {{path}} ',
  getData: '读取 {{path}} ',
  getChildren: '列出 {{path}} 的子节点',
  getAcl: '读取 {{path}} 的 ACL ',
  create: '创建 {{path}} ',
  setData: '保存 {{path}} ',
  delete: '删除 {{path}} ',
  addWatch: '监听 {{path}} ',
  removeWatch: '移除对 {{path}} 的监听',
  checkWatch: '检查对 {{path}} 的监听',
  setAcl: '设置 {{path}} 的 ACL ',
  sync: '同步 {{path}} ',
  getEphemerals: '列出 {{path}} 下本会话的临时节点',
  getAllChildrenNumber: '统计 {{path}} 下的所有节点',
  whoAmI: '向服务器查询本会话的身份',
  getConfig: '读取集群配置',
  reconfig: '更改集群成员',
  addAuth: '添加身份',
  count: '统计 {{path}} 下的节点',
  reveal: '转到 {{path}} ',
  close: '关闭会话',
  disconnect: '断开连接',
  exportChanges: '导出变更',
  importChanges: '导入变更',
  findOwner: '向各服务器询问会话的客户端',
  drafts: '保留 {{path}} 的草稿',
  keepHistory: '将 {{path}} 的历史保存到磁盘',
  removeHistory: '从磁盘删除 {{path}} 的历史',
  settings: '保存设置',
  clipboard: '复制到剪贴板',
  background: '后台工作',
  other: '操作“{{operation}}”',
  otherAt: '对 {{path}} 的操作“{{operation}}”',
} as const;

export const failures = {
  codes,
  operations,
  onServer: '在 {{server}} 上{{what}}',
  maybeDone: '请求已经发出，可能已经生效；重复之前请先重新读取节点。',
  tooLargeNow: '发送 {{size}} 字节时服务器关闭了连接；服务器通常最多接受 {{usual}} 字节。',
  tooLargeBefore: '该请求为 {{size}} 字节，未发送：此前发送 {{limit}} 字节时服务器关闭了连接。',
  largeRequest:
    '当时发送了 {{size}} 字节：若服务器设置的上限更小（jute.maxbuffer，通常为 {{usual}}），它会直接关闭连接。',
  detail: '（详情：{{detail}}）',
  incident: '（事件编号 {{incident}}）',
} as const satisfies Catalog<typeof en>;
